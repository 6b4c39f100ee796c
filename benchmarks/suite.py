"""Whether the suite can be believed, also beside other work on the same processors.

`python -m benchmarks.suite [RUNS]` runs `make test` in a fresh clone of what is committed again and
again, the last third beside two busy loops; `python -m benchmarks.suite turns [TIMES]` tries the
scenarios of `tests/browser/test_page_turns.py` so often each, beside two busy loops.
"""

import multiprocessing
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUNS, TIMES, LOOPS = 6, 20, 2
SCENARIOS = "tests/browser/test_page_turns.py"


def main() -> int:
    """Print what was found; the exit status tells whether all of it passed."""
    if sys.argv[1:2] == ["turns"]:
        return repeat_scenarios(int((*sys.argv[2:], TIMES)[0]))
    return repeat_suite(int((*sys.argv[1:], RUNS)[0]))


def repeat_suite(runs: int) -> int:
    """Run the whole suite in a fresh clone, from an empty virtual environment on."""
    green = 0
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        print(f"{'run':>3}  {'busy loops':>10}  {'minutes':>7}  result", flush=True)
        for run in range(1, runs + 1):
            loops = LOOPS if run > runs - runs // 3 else 0
            started_s = time.monotonic()
            with busy_loops(loops):
                done = subprocess.run(
                    ["make", "test"],
                    cwd=clone,
                    capture_output=True,
                    encoding="utf-8",
                    errors="replace",
                )
            minutes = (time.monotonic() - started_s) / 60
            green += done.returncode == 0
            print(f"{run:3}  {loops:10}  {minutes:7.1f}  {_summarize(done.stdout)}", flush=True)
    print(f"{green} of {runs} green")
    return int(green < runs)


def _summarize(output: str) -> str:
    """Return what pytest said of each of its parts, and which tests failed."""
    ends = re.findall(r"\d+ (?:passed|failed|error).* in [^=\n]*", output)
    failed = re.findall(r"^(?:FAILED|ERROR) \S+", output, re.MULTILINE)
    return "; ".join([*(each.strip() for each in ends), *failed]) or output[-300:].strip()


class Repeat:
    """A pytest plugin: each test so many times; how each has ended."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.ends = Counter[tuple[str, str]]()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Have each test be called once for each time."""
        metafunc.fixturenames.append("time")
        metafunc.parametrize("time", range(self.times))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test has ended."""
        name = re.sub(r"-?\d+\]", "]", report.nodeid.split("::")[-1]).removesuffix("[]")
        if report.when == "call" or report.failed:
            self.ends[name, report.outcome] += 1


def repeat_scenarios(times: int) -> int:
    """Try each scenario beside busy loops."""
    repeat = Repeat(times)
    with busy_loops(LOOPS):
        status = pytest.main(["-q", "--no-header", str(ROOT / SCENARIOS)], plugins=[repeat])
    for name in dict.fromkeys(name for name, _ in repeat.ends):
        print(f"{repeat.ends[name, 'passed']:4} of {times}  {name}")
    passed = sum(count for (_, end), count in repeat.ends.items() if end == "passed")
    print(f"{passed} of {sum(repeat.ends.values())} passed beside {LOOPS} busy loops")
    return int(status)


@contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """Keep so many processors busy meanwhile."""
    loops = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(count)]
    for loop in loops:
        loop.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()


def _spin() -> None:
    while True:
        pass


if __name__ == "__main__":
    sys.exit(main())
