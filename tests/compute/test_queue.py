from collections import Counter

from mlp_explorer.compute.queue import FairQueue, Job


def fill(queue, *jobs):
    for owner, *run_ids in jobs:
        queue.add(Job(owner, tuple(run_ids)))


def take_all(queue, running=()):
    taken = []
    while (job := queue.take(Counter(running))) is not None:
        taken.append(job.run_ids[0])
    return taken


def test_one_persons_jobs_keep_their_order():
    queue = FairQueue()
    fill(queue, ("a", "1"), ("a", "2"), ("a", "3"))
    assert take_all(queue) == ["1", "2", "3"]


def test_a_newcomer_does_not_wait_for_all_of_anothers_jobs():
    queue = FairQueue()
    fill(
        queue, *(("sweep", f"s{k}") for k in range(4)), ("ann", "a1"), ("ben", "b1"), ("ann", "a2")
    )
    assert take_all(queue) == ["s0", "a1", "b1", "s1", "a2", "s2", "s3"]


def test_who_has_a_worker_already_comes_after_who_has_none():
    queue = FairQueue()
    fill(queue, ("a", "a1"), ("b", "b1"))
    assert queue.take({"a": 1}).owner == "b"


def test_a_run_whose_worker_died_is_its_owners_next():
    queue = FairQueue()
    fill(queue, ("a", "1"), ("a", "2"))
    queue.put_back(Job("a", ("0",)), was_cut=True)
    assert take_all(queue) == ["0", "1", "2"]


def test_the_place_is_the_number_of_turns_before():
    queue = FairQueue()
    fill(queue, ("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"))
    places = {run_id: queue.count_before(run_id, {}) for run_id in ("a1", "a2", "a3", "b1")}
    assert places == {"a1": 0, "b1": 1, "a2": 2, "a3": 3}
    assert [queue.take({}).run_ids[0] for _ in range(4)] == sorted(places, key=places.get)


def test_a_run_is_taken_out_of_a_race_and_the_others_stay():
    queue = FairQueue()
    fill(queue, ("a", "1", "2", "3"), ("a", "4"))
    assert queue.remove("2")
    assert queue.remove("4")
    assert not queue.remove("5")
    assert queue.take({}).run_ids == ("1", "3")
    assert queue.take({}) is None
