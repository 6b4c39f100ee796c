import errno
import os
import signal
import threading

import h5py
import numpy as np
import psutil
import pytest

from mlp_explorer.errors import StoreError
from mlp_explorer.messages.checkpoint import Best, Checkpoint
from mlp_explorer.runs import artifacts as module
from mlp_explorer.runs import sharing
from mlp_explorer.runs.artifacts import Artifacts
from mlp_explorer.runs.packing import pack, unpack

SHAPES = [(784, 256), (256,), (256, 128), (128,), (128, 10), (10,)]  # of the tutorial


def make_weights(seed=0, shapes=((20, 8), (8,), (8, 10), (10,))):
    random = np.random.default_rng(seed)
    return [random.normal(size=shape).astype(np.float32) for shape in shapes]


def make_slots():
    moments = [2 * array for array in make_weights(9)]
    seed, half = np.array([7, 2**32 - 1], np.uint32), np.array([[0.5, np.nan]], np.float16)
    return [np.array(469, np.int64), np.array(0.001, np.float32), seed, half, *moments]


def same(some, others):
    return len(some) == len(others) and all(
        isinstance(a, np.ndarray)
        and (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
        for a, b in zip(some, others, strict=True)
    )


def equal(one, other):
    """Whether two checkpoints have the same in them."""
    names = ("epoch", "step", "loss_sum", "score_sum", "elapsed_s", "learning_rate")
    if (one.best is None) != (other.best is None):
        return False
    bests = not one.best or (
        one.best[:3] == other.best[:3] and same(one.best.weights, other.best.weights)
    )
    numbers = all(getattr(one, name) == getattr(other, name) for name in names)
    return bests and numbers and same(one.weights, other.weights) and same(one.slots, other.slots)


@pytest.fixture
def artifacts(tmp_path):
    return Artifacts(tmp_path / "runs")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "runs" / "a"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_weights_come_back_as_they_were(artifacts):
    artifacts.write_snapshot("a", 0, make_weights(0))
    artifacts.write_snapshot("a", 12_345, make_weights(1))
    assert artifacts.list_epochs("a") == [0, 12_345]
    assert same(artifacts.read_snapshot("a", 0), make_weights(0))
    assert same(artifacts.read_snapshot("a", 12_345), make_weights(1))


def test_a_snapshot_can_be_replaced(artifacts, folder):
    artifacts.write_snapshot("a", 3, make_weights(0))
    artifacts.write_snapshot("a", 3, make_weights(1))
    assert same(artifacts.read_snapshot("a", 3), make_weights(1))
    assert names(folder) == ["epoch-0003.h5"]


def test_what_is_read_can_be_written_to(artifacts):
    artifacts.write_snapshot("a", 0, make_weights())
    artifacts.read_snapshot("a", 0)[0][:] = 0


def test_a_run_without_files_has_nothing(artifacts):
    assert artifacts.list_epochs("a") == []
    assert artifacts.measure("a") == 0
    assert artifacts.read_checkpoint("a") is None
    assert artifacts.find_model("a") is None
    artifacts.delete("a")
    artifacts.thin_out("a", 0)
    artifacts.copy_snapshots("a", "b", 10)


def test_model_and_configuration_are_kept_as_they_are(artifacts, folder):
    artifacts.write_model("a", b"\0model")
    artifacts.write_config("a", '{"seed": "ß"}')
    assert artifacts.find_model("a").read_bytes() == b"\0model"
    assert (folder / "config.json").read_text(encoding="utf-8") == '{"seed": "ß"}'
    assert artifacts.measure("a") == sum(path.stat().st_size for path in folder.iterdir())
    artifacts.delete("a")
    assert not folder.exists()


# --- checkpoints --------------------------------------------------------------------------------

BEST = Best(0.25, 3, 1, make_weights(5))
CHECKPOINTS = [
    Checkpoint(4, make_weights(4)),
    Checkpoint(4, make_weights(4), make_slots(), 17, 1.5, 2000.0, 12.5, 0.01, BEST),
    Checkpoint(4, make_weights(4), make_slots(), best=BEST, elapsed_s=1 / 3),
    Checkpoint(0, make_weights(4), [], 3, float("inf"), 0.0),
]


@pytest.mark.parametrize("checkpoint", CHECKPOINTS)
@pytest.mark.parametrize("snapshot", [None, 4, 9])
def test_a_checkpoint_comes_back_with_every_number_and_dtype(artifacts, checkpoint, snapshot):
    if snapshot:
        artifacts.write_snapshot("a", checkpoint.epoch, make_weights(snapshot))
    artifacts.write_checkpoint("a", checkpoint)
    assert equal(artifacts.read_checkpoint("a"), checkpoint)


def test_numbers_of_numpy_come_back_as_plain_ones(artifacts):
    best = Best(np.float32(0.5), np.int64(2), 0, make_weights())
    artifacts.write_checkpoint("a", Checkpoint(2, [], loss_sum=np.float32(1.5), best=best))
    back = artifacts.read_checkpoint("a")
    assert (back.loss_sum, back.best.value, back.best.epoch) == (1.5, 0.5, 2)
    assert type(back.best.epoch) is int


def test_weights_of_a_snapshot_are_not_kept_a_second_time(artifacts, folder):
    weights = make_weights(0, SHAPES)
    artifacts.write_snapshot("a", 4, weights)
    artifacts.write_checkpoint("a", Checkpoint(4, weights, make_slots()))
    assert (folder / "checkpoint.h5").stat().st_size < (folder / "epoch-0004.h5").stat().st_size / 9


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint(4, make_weights(0, SHAPES), step=1),
        Checkpoint(4, make_weights(1, SHAPES)),
        Checkpoint(5, make_weights(0, SHAPES)),
    ],
    ids=["in the midst of an epoch", "other weights", "another epoch"],
)
def test_weights_that_no_snapshot_has_are_kept_in_the_checkpoint(artifacts, folder, checkpoint):
    artifacts.write_snapshot("a", 4, make_weights(0, SHAPES))
    artifacts.write_checkpoint("a", checkpoint)
    (folder / "epoch-0004.h5").unlink()
    assert equal(artifacts.read_checkpoint("a"), checkpoint)


def test_weights_of_a_snapshot_that_is_damaged_are_kept_in_the_checkpoint(artifacts, folder):
    checkpoint = Checkpoint(4, make_weights())
    artifacts.write_snapshot("a", 4, make_weights())
    (folder / "epoch-0004.h5").write_bytes(b"damaged")
    artifacts.write_checkpoint("a", checkpoint)
    assert equal(artifacts.read_checkpoint("a"), checkpoint)


def test_a_checkpoint_never_comes_back_with_the_weights_of_another_training(artifacts, folder):
    artifacts.write_snapshot("a", 4, make_weights(0))
    artifacts.write_checkpoint("a", Checkpoint(4, make_weights(0), make_slots()))
    artifacts.write_snapshot("a", 4, make_weights(1))
    with pytest.raises(StoreError, match="weights of epoch 4 have been replaced"):
        artifacts.read_checkpoint("a")
    (folder / "epoch-0004.h5").unlink()
    with pytest.raises(StoreError, match=r"epoch-0004\.h5 is missing"):
        artifacts.read_checkpoint("a")


# --- fewer snapshots ----------------------------------------------------------------------------


def fill(artifacts, epochs):
    for epoch in epochs:
        artifacts.write_snapshot("a", epoch, make_weights(epoch))
    return artifacts.measure("a") // len(epochs)  # bytes of one; they are alike


def test_as_many_snapshots_as_there_is_room_for_stay(artifacts):
    size = fill(artifacts, range(9))
    artifacts.thin_out("a", artifacts.measure("a"))
    assert artifacts.list_epochs("a") == list(range(9))
    artifacts.thin_out("a", 5 * size + size // 2)
    assert artifacts.list_epochs("a") == [0, 1, 2, 4, 8]
    assert same(artifacts.read_snapshot("a", 4), make_weights(4))


def test_the_early_ones_stay_and_late_ones_go_while_a_run_grows(artifacts):
    size = fill(artifacts, [0])
    for epoch in range(1, 65):
        artifacts.write_snapshot("a", epoch, make_weights(epoch))
        artifacts.thin_out("a", 9 * size + size // 2)
    epochs = artifacts.list_epochs("a")
    assert len(epochs) == 9
    assert sum(epoch <= 16 for epoch in epochs) >= 6
    assert np.diff(np.log1p(epochs)).max() <= np.log(65) / 4


def test_the_first_the_newest_and_the_checkpoints_snapshot_always_stay(artifacts):
    fill(artifacts, range(2, 9))
    artifacts.write_checkpoint("a", Checkpoint(5, make_weights(5), make_slots()))
    artifacts.thin_out("a", 0)
    assert artifacts.list_epochs("a") == [2, 5, 8]
    assert same(artifacts.read_checkpoint("a").weights, make_weights(5))


def test_the_epoch_that_is_wanted_stays(artifacts):
    fill(artifacts, range(5))
    artifacts.thin_out("a", 0, wanted=2)
    assert artifacts.list_epochs("a") == [0, 2, 4]


def test_a_damaged_checkpoint_keeps_no_snapshot(artifacts, folder):
    fill(artifacts, range(4))
    (folder / "checkpoint.h5").write_bytes(b"damaged")
    artifacts.thin_out("a", 0)
    assert artifacts.list_epochs("a") == [0, 3]


# --- branches -----------------------------------------------------------------------------------


def refuse_links(*_):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("links", [True, False])
def test_a_branch_gets_the_snapshots_up_to_its_epoch(artifacts, folder, monkeypatch, links):
    if not links:
        monkeypatch.setattr(module.os, "link", refuse_links)
    fill(artifacts, range(5))
    artifacts.copy_snapshots("a", "b", 3)
    assert artifacts.list_epochs("b") == [0, 1, 2, 3]
    copy = folder.with_name("b") / "epoch-0003.h5"
    assert copy.samefile(folder / "epoch-0003.h5") == links
    artifacts.write_snapshot("b", 3, make_weights(30))
    assert same(artifacts.read_snapshot("a", 3), make_weights(3))
    artifacts.delete("a")
    assert same(artifacts.read_snapshot("b", 2), make_weights(2))


def test_a_branch_gets_all_snapshots_or_none(artifacts, folder, monkeypatch):
    fill(artifacts, range(5))
    link = os.link

    def link_two(source, target):
        if "epoch-0002" in source.name:
            (folder / "epoch-0002.h5").unlink()
        link(source, target)

    monkeypatch.setattr(module.os, "link", link_two)
    with pytest.raises(StoreError, match=r"epoch-0002\.h5 is missing"):
        artifacts.copy_snapshots("a", "b", 4)
    assert artifacts.list_epochs("b") == []
    assert names(folder.with_name("b")) == []


# --- files that are open elsewhere --------------------------------------------------------------


@pytest.fixture
def windows(monkeypatch):
    """Have the system refuse to replace or remove a file that is open, as Windows does.

    Set as soon as it has refused.
    """
    refused = threading.Event()

    def refuse_open(act):
        def act_unless_open(path, *arguments, **named):
            touched = {os.path.realpath(p) for p in (path, *arguments)}
            held = {file.path for file in psutil.Process().open_files()}
            if touched & held:
                refused.set()
                error = PermissionError(errno.EACCES, "The process cannot access the file")
                error.winerror = 32
                raise error
            act(path, *arguments, **named)

        return act_unless_open

    monkeypatch.setattr(os, "replace", refuse_open(os.replace))
    monkeypatch.setattr(os, "unlink", refuse_open(os.unlink))
    return refused


def overwrite(artifacts):
    artifacts.write_snapshot("a", 1, make_weights(2))


def thin_out(artifacts):
    artifacts.thin_out("a", 0)


@pytest.mark.parametrize(("change", "left"), [(overwrite, [0, 1, 2]), (thin_out, [0, 2])])
def test_a_file_that_somebody_reads_is_changed_when_it_is_closed(
    artifacts, folder, windows, change, left
):
    fill(artifacts, range(3))
    changing = threading.Thread(target=change, args=(artifacts,))
    with (folder / "epoch-0001.h5").open("rb"):
        changing.start()
        windows.wait()
    changing.join()
    assert artifacts.list_epochs("a") == left
    if 1 in left:
        assert same(artifacts.read_snapshot("a", 1), make_weights(2))
    assert "part" not in names(folder)


def test_a_file_that_stays_open_is_a_sentence(artifacts, folder, windows, monkeypatch):
    monkeypatch.setattr(sharing, "_PATIENCE_S", 0.1)
    fill(artifacts, range(3))
    with (
        (folder / "epoch-0001.h5").open("rb"),
        pytest.raises(StoreError, match=r"epoch-0001\.h5 cannot be written \(The process cannot"),
    ):
        overwrite(artifacts)
    assert same(artifacts.read_snapshot("a", 1), make_weights(1))


# --- damage and full disks ----------------------------------------------------------------------


def write_both(artifacts):
    checkpoint = Checkpoint(4, make_weights(4), make_slots(), 17, 1.5, 2.0, 12.5, None, BEST)
    artifacts.write_snapshot("a", 1, make_weights())
    artifacts.write_checkpoint("a", checkpoint)
    return checkpoint


@pytest.mark.parametrize("mask", [0x01, 0xFF])
@pytest.mark.parametrize("name", ["epoch-0001.h5", "checkpoint.h5"])
def test_damage_anywhere_in_a_file_is_noticed(artifacts, folder, name, mask):
    write_both(artifacts)
    whole = (folder / name).read_bytes()
    for place in range(0, len(whole), 37):
        damaged = bytearray(whole)
        damaged[place] ^= mask
        (folder / name).write_bytes(damaged)
        with pytest.raises(StoreError, match=r"is damaged\. Choose another epoch"):
            artifacts.read_snapshot("a", 1)
            artifacts.read_checkpoint("a")


@pytest.mark.parametrize("damage", [b"\0", bytes(512), b"\xff\xff"])
def test_damage_anywhere_in_the_numbers_of_a_big_file_is_noticed(damage):
    content = pack({"weights": make_weights(0, SHAPES)}, {})
    for place in range(0, len(content) - len(damage), len(content) // 200):
        damaged = content[:place] + damage + content[place + len(damage) :]
        if damaged != content:
            with pytest.raises(ValueError, match="checksum"):
                unpack(damaged)


def test_other_programs_can_read_the_files(artifacts, folder):
    write_both(artifacts)
    with h5py.File(folder / "checkpoint.h5") as file:
        assert same([file["weights/1"][()]], [make_weights(4)[1]])
        assert file["slots/0"][()] == 469


def test_a_file_of_another_kind_is_damaged(artifacts, folder):
    write_both(artifacts)
    (folder / "epoch-0001.h5").replace(folder / "checkpoint.h5")
    with pytest.raises(StoreError, match=r"checkpoint\.h5 is damaged"):
        artifacts.read_checkpoint("a")


@pytest.mark.parametrize("left", [0, 7, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_damaged(artifacts, folder, left):
    write_both(artifacts)
    for read, name in (
        (lambda: artifacts.read_snapshot("a", 1), "epoch-0001.h5"),
        (lambda: artifacts.read_checkpoint("a"), "checkpoint.h5"),
    ):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: int(left * len(whole)) if left < 1 else left])
        with pytest.raises(StoreError, match="is damaged"):
            read()


def test_a_missing_snapshot_gets_a_sentence(artifacts):
    with pytest.raises(StoreError, match=r"epoch-0007\.h5 is missing\. Choose another epoch"):
        artifacts.read_snapshot("a", 7)


# Tests may run as root, whom no permission stops: a file where the folder should be stands for a
# folder that cannot be written, and a folder where a file should be for one that cannot be read.


@pytest.mark.parametrize("in_the_way", ["runs", "runs/a"])
def test_a_folder_that_cannot_be_written_gets_a_sentence(artifacts, tmp_path, in_the_way):
    if in_the_way == "runs":
        (tmp_path / "runs").rmdir()
    (tmp_path / in_the_way).write_text("in the way", encoding="utf-8")
    for write in (
        lambda: artifacts.write_snapshot("a", 0, make_weights()),
        lambda: artifacts.write_checkpoint("a", Checkpoint(0, make_weights())),
        lambda: artifacts.write_model("a", b"model"),
        lambda: artifacts.write_config("a", "{}"),
    ):
        with pytest.raises(StoreError, match=r"cannot be written \(.+\)\. Free some space"):
            write()
    assert (tmp_path / in_the_way).read_text(encoding="utf-8") == "in the way"


def test_what_cannot_be_read_or_removed_gets_a_sentence(artifacts, tmp_path):
    (tmp_path / "runs" / "a").write_text("in the way", encoding="utf-8")
    for read in (artifacts.list_epochs, artifacts.measure):
        with pytest.raises(StoreError, match=r"cannot be read: .+ is out of reach \(Not a dir"):
            read("a")
    with pytest.raises(StoreError, match=r"a cannot be removed \(Not a directory\)"):
        artifacts.delete("a")
    (tmp_path / "runs" / "b" / "epoch-0001.h5").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"is out of reach \(Is a directory\)"):
        artifacts.read_snapshot("b", 1)
    with pytest.raises(StoreError, match=r"cannot be written \(Is a directory\)"):
        artifacts.write_snapshot("b", 1, make_weights())
    assert names(tmp_path / "runs" / "b") == ["epoch-0001.h5"]


def test_a_full_disk_gets_a_sentence_and_leaves_what_was_there(artifacts, folder, run_python):
    checkpoint = write_both(artifacts)
    said = run_python("""
import numpy as np
from mlp_explorer.runs.artifacts import Artifacts
from mlp_explorer.messages.checkpoint import Checkpoint
artifacts, weights = Artifacts(folder / "runs"), [np.random.random((100, 100))]
fill_disk()
for write in (
    lambda: artifacts.write_snapshot("a", 1, weights),
    lambda: artifacts.write_snapshot("a", 2, weights),
    lambda: artifacts.write_checkpoint("a", Checkpoint(3, weights)),
    lambda: artifacts.write_model("a", bytes(5000)),
):
    try:
        write()
    except StoreError as error:
        print(error)
""")
    assert said.count("cannot be written (File too large). Free some space") == 4
    assert names(folder) == ["checkpoint.h5", "epoch-0001.h5"]
    assert same(artifacts.read_snapshot("a", 1), make_weights())
    assert equal(artifacts.read_checkpoint("a"), checkpoint)


def test_what_a_killed_process_has_half_written_does_not_count(artifacts, folder, run_python):
    artifacts.write_snapshot("a", 1, make_weights(1))
    before = artifacts.measure("a")
    run_python(
        """
import os, signal
import numpy as np
from mlp_explorer.runs.artifacts import Artifacts
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
Artifacts(folder / "runs").write_snapshot("a", 2, [np.zeros(9)])
""",
        -signal.SIGKILL,
    )
    assert names(folder) == ["epoch-0001.h5", "part"]
    assert artifacts.list_epochs("a") == [1]
    assert artifacts.measure("a") == before
    artifacts.write_snapshot("a", 2, make_weights(2))
    assert names(folder) == ["epoch-0001.h5", "epoch-0002.h5"]


def test_files_of_others_in_the_folder_are_no_snapshots(artifacts, folder):
    artifacts.write_snapshot("a", 1, make_weights())
    for name in ("epoch-x.h5", "epoch-0002.h5~", "my epoch-0003.h5"):
        (folder / name).write_bytes(b"")
    assert artifacts.list_epochs("a") == [1]


def test_threads_write_read_and_thin_out_at_once(artifacts):
    fill(artifacts, [0])
    problems = []

    def work(first):
        try:
            for epoch in range(first, 60, 3):
                artifacts.write_snapshot("a", epoch, make_weights(epoch))
                artifacts.write_checkpoint("a", Checkpoint(epoch, make_weights(epoch), step=1))
                assert artifacts.read_checkpoint("a").step == 1
                assert same(artifacts.read_snapshot("a", 0), make_weights(0))
                artifacts.thin_out("a", 30_000)
                artifacts.measure("a")
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert {0, 59} <= set(artifacts.list_epochs("a"))
