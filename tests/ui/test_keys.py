"""The secrets in the home folder."""

import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from mlp_explorer.ui.keys import load_key


def test_a_secret_is_made_once_and_is_nobody_elses(tmp_path):
    home = tmp_path / "new" / "home"
    key = load_key(home, "host")
    assert load_key(home, "host") == key != load_key(home, "owner")
    assert (home / "host.key").stat().st_mode & 0o777 == 0o600
    assert sorted(each.suffix for each in home.iterdir() if each.suffix != ".lock") == [".key"] * 2


def test_processes_that_make_it_at_once_have_the_same(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, spawn) as pool:
        keys = set(pool.map(load_key, [tmp_path] * 16, ["host"] * 16))
    assert len(keys) == 1


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
