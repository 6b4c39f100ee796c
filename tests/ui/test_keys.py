"""The secrets in the home folder."""

import logging
import subprocess
import sys

import pytest

from mlp_explorer.ui.keys import load_key


def test_a_secret_is_made_once_and_is_nobody_elses(tmp_path):
    home = tmp_path / "new" / "home"
    key = load_key(home, "host")
    assert load_key(home, "host") == key != load_key(home, "owner")
    assert (home / "host.key").stat().st_mode & 0o777 == 0o600
    assert sorted(each.suffix for each in home.iterdir() if each.suffix != ".lock") == [".key"] * 2


def test_processes_that_make_it_at_once_have_the_same(tmp_path):
    # not multiprocessing's: they begin with this one's script, which Streamlit's tests change
    code = "import sys; from pathlib import Path; from mlp_explorer.ui.keys import load_key; "
    command = [sys.executable, "-c", code + "print(load_key(Path(sys.argv[1]), 'host'))", tmp_path]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(6)
    ]
    keys = {each.communicate()[0] for each in started}
    assert [each.returncode for each in started] == [0] * 6
    assert keys == {load_key(tmp_path, "host") + "\n"}


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 43, b"k" * 44, b"k" * 42 + b"/"])
def test_a_damaged_one_is_made_anew(tmp_path, content):
    path = tmp_path / "host.key"
    path.write_bytes(content)
    key = load_key(tmp_path, "host")
    assert key == path.read_text("ascii") == load_key(tmp_path, "host")


def test_one_that_others_can_read_is_closed(tmp_path):
    key = load_key(tmp_path, "host")
    (tmp_path / "host.key").chmod(0o644)
    assert load_key(tmp_path, "host") == key
    assert (tmp_path / "host.key").stat().st_mode & 0o777 == 0o600


def test_where_it_cannot_be_kept_the_terminal_says_so(tmp_path, caplog):
    (tmp_path / "home").write_text("a file", "utf-8")
    with caplog.at_level(logging.WARNING):
        keys = {load_key(tmp_path / "home", "host") for _ in range(2)}
    assert len(keys) == 2, "each process has its own"
    assert f"{tmp_path / 'home' / 'host.key'} cannot be kept (File exists)." in caplog.text
