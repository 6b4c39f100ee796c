"""On another machine, a text file that is opened without an encoding is read in another one."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OPEN = f"open({os.devnull!r})"
OURS = ("__main__", "mlp_explorer.ui.session", "tests.browser.server", "benchmarks.app")
THEIRS = ("distributed.config", "mlp_explorers", "keras")


def run(module, code=OPEN):
    """Run code as if it stood in that module, in an interpreter as the tests start them."""
    command = [sys.executable, "-c", f"exec({code!r}, {{'__name__': {module!r}}})"]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("module", OURS)
def test_a_file_of_ours_needs_an_encoding_in_what_a_test_starts(module):
    assert "EncodingWarning: 'encoding' argument not specified" in run(module).stderr
    assert run(module, f"open({os.devnull!r}, encoding='utf-8')").returncode == 0


@pytest.mark.parametrize("module", THEIRS)
def test_a_librarys_file_does_not(module):
    done = run(module)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("module", OURS)
def test_a_file_of_ours_needs_an_encoding_in_the_tests_process(module):
    with pytest.raises(EncodingWarning):
        warn(module)


@pytest.mark.parametrize("module", THEIRS)
def test_a_librarys_file_does_not_in_the_tests_process(module):
    warn(module)


def warn(module):
    """Warn as `open` does, also where the interpreter was started without that."""
    warnings.warn_explicit("no encoding", EncodingWarning, "a_file.py", 1, module)


def test_benchmarks_print_where_the_locale_is_ascii():
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", r"import benchmarks; print('2 \xd7 faster')"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | locale, capture_output=True)
    assert done.stdout.split() == [b"2", b"?", b"faster"]
