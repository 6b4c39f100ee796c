import threading
import time

from mlp_explorer.compute.dask.fair_lock import FairLock
from tests.compute.conftest import FOREVER_S, wait_until


def test_trainings_take_turns_in_the_order_in_which_they_came():
    lock, said, started = FairLock(), [], []

    def train(name):
        started.append(name)
        with lock:
            for epoch in range(3):
                said.append(f"{name}{epoch}")
                lock.yield_to_others()

    with lock:
        threads = []
        for name in "abc":
            threads.append(threading.Thread(target=train, args=(name,)))
            threads[-1].start()
            wait_until(lambda: len(lock._waiting) == len(threads), f"{name} to wait")
    for thread in threads:
        thread.join(FOREVER_S)
    assert said == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2"]


def test_two_are_never_at_it_at_once():
    lock, at_work, most = FairLock(), [0], [0]

    def work():
        for _ in range(50):
            with lock:
                at_work[0] += 1
                most[0] = max(most[0], at_work[0])
                time.sleep(0)  # who else can go on does so now
                at_work[0] -= 1
                lock.yield_to_others()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(FOREVER_S)
        assert not thread.is_alive()
    assert most == [1]
