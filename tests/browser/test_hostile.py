"""A small number of what `python -m benchmarks.hostile` sends."""

import pytest

from benchmarks.hostile import attack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_strangers_see_nothing_change_nothing_and_break_nothing():
    sent, faults = attack(120, seed=18)
    assert faults == []
    assert sent.keys() == {"address", "message", "file"}
    assert sent.total() >= 120
