"""Where datasets come from: one entry a dataset. Who adds one, adds it here, and its words."""

from mlp_explorer.data.sources import curve, fetched, mnist, plane, tables
from mlp_explorer.data.sources.source import Options, Parts, Source

__all__ = ["Options", "Parts", "Source", "SOURCES"]

SOURCES: dict[str, Source] = {
    source.about.key: source
    for source in (mnist.SOURCE, *fetched.SOURCES, *tables.SOURCES, *plane.SOURCES, *curve.SOURCES)
}
