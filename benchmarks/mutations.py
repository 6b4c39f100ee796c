"""Which small changes of the code the tests of its room notice.

`python -m benchmarks.mutations [ROOM ...] [--count 40] [--seed 0]` draws so many places of
`mlp_explorer/ROOM` by chance, changes at each an operator, a constant or a condition, as
[Cosmic Ray](https://cosmic-ray.readthedocs.io) knows them, and runs `tests/ROOM`. What passes all
the same is printed. Works in a clone of what is committed, two rooms at a time. Type annotations
are left out: a change of one does nothing, or ends the import.
"""

import argparse
import ast
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome

ROOT = Path(__file__).parents[1]
ROOMS = ("config", "drawing", "runs", "network", "training", "charts")
AT_ONCE = 2
SLACK = 4  # of the time that the tests take without a change; what takes longer is noticed


def main() -> int:
    """Print what was not noticed, and how much was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=ROOMS)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with ProcessPoolExecutor(AT_ONCE) as pool:
        reports = [
            pool.submit(try_room, room, options.count, options.seed) for room in options.rooms
        ]
        for report in reports:
            print(report.result(), flush=True)
    return 0


def try_room(room: str, count: int, seed: int) -> str:
    """Change a room's code at `count` places, one after the other, and print what passes; return
    how much was noticed."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        subprocess.run(["git", "clone", "--quiet", str(ROOT), "."], check=True)
        command = f"{sys.executable} -m pytest -q -x tests/{room}"
        started_s = time.monotonic()
        subprocess.run(command.split(), check=True, stdout=subprocess.DEVNULL)
        limit_s = SLACK * (time.monotonic() - started_s)
        mutations = draw_mutations(Path("mlp_explorer", room), count, random.Random(seed))
        noticed = 0
        for mutation in mutations:
            result = mutate_and_test([mutation], command, limit_s)
            if result.test_outcome is TestOutcome.SURVIVED:
                print(_shorten(result.diff), flush=True)
            else:
                noticed += 1
    return f"{room}: {noticed} of {count} noticed"


def draw_mutations(folder: Path, count: int, chance: random.Random) -> list[MutationSpec]:
    """Draw places by chance, and for each one of the changes that can be made there."""
    paths = sorted(folder.rglob("*.py"))
    annotations = {path: list(_list_annotations(path)) for path in paths}
    places = defaultdict(list)
    with use_db(":memory:", WorkDB.Mode.create) as database:
        init(paths, database, {})
        for item in database.work_items:
            place = item.mutations[0]
            ranges = annotations[place.module_path]
            if not any(start <= place.start_pos < end for start, end in ranges):
                places[place.module_path, place.start_pos, place.end_pos].append(place)
    return [chance.choice(places[place]) for place in chance.sample(list(places), count)]


def _list_annotations(path: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where the type annotations of a file begin and end, each as (line, column)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for name in ("annotation", "returns"):
            if (part := getattr(node, name, None)) is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _shorten(diff: str) -> str:
    """Return a change as its file and the lines that it takes and brings."""
    lines = diff.splitlines()
    path = next(line.removeprefix("--- a/") for line in lines if line.startswith("--- a/"))
    place = next(line.split()[1] for line in lines if line.startswith("@@"))
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")]
    return "\n".join([f"{path} {place}", *(f"  {line}" for line in changed)])


if __name__ == "__main__":
    sys.exit(main())
