"""Over a network, SQLite is written without its write-ahead log."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.runs import RunStore, database
from mlp_explorer.runs.filesystem import find_network, read_kind

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
server:/homes /home nfs4 rw,vers=4.2 0 0
//server/class /home/ann/the\040class cifs rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /tmp ext4 rw 0 0
""".strip()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/runs", "ext4"),
        ("/home/ann/.mlp-explorer", "nfs4"),
        ("/home/ann/the class/runs", "cifs"),
        ("/homework", "ext4"),
        ("/tmp", "ext4"),
    ],
)
def test_a_folder_is_on_what_is_mounted_nearest_above_it(tmp_path, folder, kind):
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    assert read_kind(Path(folder), tmp_path / "mounts") == kind


def test_where_there_is_no_list_of_mounts_nothing_is_known(tmp_path):
    assert read_kind(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize(("kind", "found"), [("nfs4", "nfs4"), ("smb3", "smb3"), ("ext4", "")])
def test_kinds_of_the_network_are_told_apart(tmp_path, monkeypatch, kind, found):
    monkeypatch.setattr("mlp_explorer.runs.filesystem.read_kind", lambda folder, mounts: kind)
    assert find_network(tmp_path) == found


def test_a_home_on_a_network_has_a_rollback_journal_and_says_so(tmp_path, monkeypatch, caplog):
    RunStore(tmp_path).close()  # as a version before has left it
    monkeypatch.setattr(database, "find_network", lambda folder: "nfs4")
    store = RunStore(tmp_path)
    run_id = store.create(TrainConfig()).id
    with closing(sqlite3.connect(tmp_path / "runs.db")) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert "is on a network (nfs4)" in caplog.text
    assert store.list_runs()[0].id == run_id
    store.close()
