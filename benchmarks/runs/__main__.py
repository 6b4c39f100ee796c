"""`python -m benchmarks.runs [FIGURE …]`: the figures of runs that are kept, one a function."""

import argparse
from collections.abc import Callable, Iterator

from benchmarks.runs.disk import measure_disk
from benchmarks.runs.kills import measure_kills
from benchmarks.runs.lists import measure_compare_page, measure_list
from benchmarks.runs.storing import measure_storing
from benchmarks.runs.sweep import measure_sweep

Row = tuple[str, str, str]  # what, its value, the bound
FIGURES: dict[str, Callable[[], Iterator[Row]]] = {
    "list": measure_list,
    "compare": measure_compare_page,
    "disk": measure_disk,
    "storing": measure_storing,
    "sweep": measure_sweep,
    "kills": measure_kills,
}


def main() -> None:
    """Print a line for each, as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"of {', '.join(FIGURES)}")
    chosen = parser.parse_args().figures or list(FIGURES)
    if unknown := set(chosen) - set(FIGURES):
        parser.error(f"{', '.join(sorted(unknown))}: allowed are {', '.join(FIGURES)}")
    for name in chosen:
        print(f"\n{name}", flush=True)
        for what, value, bound in FIGURES[name]():
            print(f"  {what:64} {value:>24}  {bound}", flush=True)


if __name__ == "__main__":
    main()
