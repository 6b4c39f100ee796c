"""Reads a lesson's Markdown: a title, the text, something to try, a question with its answers."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Choice", "fill", "Lesson", "LESSONS", "load_lesson"]

# in the tutorial's order
LESSONS = (
    "neuron",
    "activations",
    "forward",
    "losses",
    "backpropagation",
    "optimizers",
    "experiments",
)
_HERE = Path(__file__).parent
_CHOICE = re.compile(r"- \[(?P<mark>[ x])\] (?P<text>[^|]+)\|(?P<reply>.+)", re.DOTALL)
_SLOT = re.compile(r"\[\[(\w+)\]\]")


class Choice(NamedTuple):
    """An answer to a lesson's question: Markdown, whether it is right, and the reply to it."""

    text: str
    is_right: bool
    reply: str


class Lesson(NamedTuple):
    """A chapter; all but the name are Markdown with formulas between dollars."""

    name: str
    title: str
    text: str
    task: str
    question: str
    choices: tuple[Choice, ...]


@cache
def load_lesson(name: str) -> Lesson:
    """Read a lesson of `LESSONS`. Raises ValueError if its file has another form."""
    content = (_HERE / f"{name}.md").read_text(encoding="utf-8")
    heading, *sections = re.split(r"^#+ ", content, flags=re.MULTILINE)[1:]
    title, text = _cut(heading)
    parts = dict(map(_cut, sections))
    if set(parts) != {"Try it", "Question"}:
        raise ValueError(f"{name}.md: sections {sorted(parts)} arrived; it needs Try it, Question.")
    question, *lines = re.split(r"\n(?=- \[)", parts["Question"])
    choices = tuple(map(_read_choice, lines))
    if sum(choice.is_right for choice in choices) != 1:
        raise ValueError(f"{name}.md: exactly one answer must be marked with [x].")
    return Lesson(name, title, text, parts["Try it"], question.strip(), choices)


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put values in place of `[[name]]`. Raises KeyError for a name without a value."""
    return _SLOT.sub(lambda slot: str(values[slot[1]]), text)


def _cut(section: str) -> tuple[str, str]:
    title, _, text = section.partition("\n")
    return title.strip(), text.strip()


def _read_choice(line: str) -> Choice:
    found = _CHOICE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"“{line[:60]}” arrived; an answer looks like - [x] text | reply.")
    text, reply = (" ".join(found[name].split()) for name in ("text", "reply"))
    return Choice(text, found["mark"] == "x", reply)
