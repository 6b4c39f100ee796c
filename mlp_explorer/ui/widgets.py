"""What the arguments of a Streamlit widget say of it: what it can show, and what it is called."""

from collections.abc import Callable
from functools import lru_cache
from inspect import signature
from typing import Any

__all__ = ["can_have", "give_filter", "give_first", "name_chosen"]

_MOST_UNTYPED = 20  # options of which several are chosen; among more, one is found by typing


def can_have(widget: Callable[..., Any], options: dict[str, Any], drawn: Any, value: Any) -> bool:
    """Tell whether a person can have set a widget to a value. Another one, which a message may say
    all the same, is as if it had not been said."""
    if value is None:
        can_be_none = "selection_mode" in _list_parameters(widget)
        return drawn is None or (can_be_none and not options.get("required"))
    values = value if isinstance(value, list | tuple) else [value]
    if "options" in options:
        choices = list(options["options"])
        most = min(len(choices), options.get("max_selections") or len(choices))
        return len(values) <= most and all(each in choices for each in values)
    if "max_chars" in options:
        return bool(len(value) <= options["max_chars"])
    low, high = (options.get(name) for name in ("min_value", "max_value"))
    return None in (low, high) or all(low <= each <= high for each in values)


def give_first(widget: Callable[..., Any], value: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Return the argument by which that widget is told what it shows at first, if there is one."""
    names = _list_parameters(widget)
    if "index" in names:
        choices = list(options["options"])
        return {"index": choices.index(value) if value in choices else None}
    return {name: value for name in ("value", "default") if name in names}


def give_filter(widget: Callable[..., Any], options: dict[str, Any]) -> dict[str, Any]:
    """Return the argument by which a list takes no text: one of which one option is chosen, or a
    short one. Where a text was typed and deleted again, Streamlit chooses the first at Enter.
    Another list offers what has the text in it, and not all that has its letters somewhere."""
    names = _list_parameters(widget)
    if "filter_mode" not in names:
        return {}
    takes_no_text = "index" in names or len(options.get("options", ())) <= _MOST_UNTYPED
    return {"filter_mode": None if takes_no_text else "contains"}


def name_chosen(value: Any, options: dict[str, Any]) -> Any:
    """Return how what is chosen is called in a list, or each of what is; None elsewhere."""
    write = options.get("format_func")
    if write is None or value is None:
        return None
    return [write(each) for each in value] if isinstance(value, list) else write(value)


def _list_parameters(widget: Callable[..., Any]) -> frozenset[str]:
    """Return the names of a widget's parameters: all widgets of a page ask for them."""
    # of a place's own method, the function that all places have: nothing of a page is kept
    return _read_parameters(getattr(widget, "__func__", widget))


@lru_cache(maxsize=64)
def _read_parameters(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(signature(function).parameters)
