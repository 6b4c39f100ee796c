"""Where datasets come from: one entry a dataset, in a module of this room. Who adds one, adds it
there, or in a module of its own, and its words."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from mlp_explorer.data.sources.source import Options, Parts, Source

__all__ = ["Options", "Parts", "Source", "SOURCES"]

_FIRST = ("mnist", "fetched", "tables", "plane", "curve")  # of a list; other modules follow


def _find_sources() -> Iterator[Source]:
    others = sorted({module.name for module in iter_modules(__path__)} - {*_FIRST, "source"})
    for name in (*_FIRST, *others):
        yield from import_module(f"{__name__}.{name}").SOURCES


SOURCES: dict[str, Source] = {source.about.key: source for source in _find_sources()}
