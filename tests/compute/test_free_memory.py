"""What is free is what the strictest limit leaves: the machine's, or a container's."""

import psutil
import pytest

from mlp_explorer.compute.free_memory import list_group_room, read_free_memory

GB = 10**9


@pytest.fixture
def root(tmp_path):
    """An empty /sys/fs/cgroup."""
    return tmp_path


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        folder.joinpath(f"memory.{name}").write_text(f"{text}\n", "utf-8")


def test_this_machine_has_some_and_less_than_it_has():
    assert 0 < read_free_memory() < psutil.virtual_memory().total


def test_a_container_has_what_its_limit_leaves_and_the_files_that_it_could_forget(root):
    write(root, max=2 * GB, current=GB, stat="anon 5\ninactive_file 300000000\nactive_file 7")
    assert list_group_room("0::/\n", root) == [1_300_000_000]


def test_a_soft_limit_counts_too_as_processes_are_slowed_down_there(root):
    write(root, max=2 * GB, high=3 * GB // 2, current=GB)
    assert list_group_room("0::/\n", root) == [500_000_000]


def test_each_group_above_counts(root):
    write(root / "user" / "me", max="max", high="max", current=GB)
    write(root / "user", max=3 * GB, current=GB)
    write(root, current=20 * GB)  # the root has no limit
    assert list_group_room("0::/user/me\n", root) == [2 * GB]


def test_version_1_has_other_names_and_a_container_may_see_its_own_group_as_the_root(root):
    memory = root / "memory"
    write(memory, limit_in_bytes=GB, usage_in_bytes=GB // 2, stat="total_inactive_file 1000")
    text = "5:cpu,cpuacct:/docker/1\n4:memory:/docker/1\n0::/docker/1\n"
    assert list_group_room(text, root) == [GB // 2 + 1000]


def test_without_limits_there_is_nothing_to_say(root):
    assert list_group_room("0::/\n4:memory:/\n", root) == []
