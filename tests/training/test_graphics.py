"""Which graphics card is taken, and why none is: what TensorFlow would say is given."""

import pytest

from mlp_explorer.errors import Sentence
from mlp_explorer.training.graphics import Card, choose_card, explain_unused, take_card


@pytest.mark.parametrize(
    ("names", "worker", "chosen"),
    [
        (["NVIDIA T4"], 0, (0, "NVIDIA T4")),
        (["NVIDIA T4"], 1, (0, "NVIDIA T4")),  # two workers on one card
        (["NVIDIA T4", "NVIDIA T4"], 0, (0, "NVIDIA T4 (1)")),
        (["NVIDIA T4", "NVIDIA T4"], 1, (1, "NVIDIA T4 (2)")),
        (["NVIDIA T4", "NVIDIA T4"], 2, (0, "NVIDIA T4 (1)")),
    ],
)
def test_workers_take_cards_in_turns(names, worker, chosen):
    assert choose_card(names, worker) == chosen


@pytest.mark.parametrize(
    ("system", "driver", "hidden", "said"),
    [
        ("Linux", False, False, ""),
        ("Linux", True, True, ""),
        ("Linux", True, False, "tensorflow[and-cuda]"),
        ("Windows", True, False, "WSL2"),
        ("Windows", False, False, ""),
    ],
)
def test_a_card_that_is_there_and_not_used_is_explained(system, driver, hidden, said):
    code = explain_unused(system, driver, hidden)
    assert bool(code) == bool(said)
    assert said in str(Sentence(f"engine.{code}"))


def test_where_somebody_wants_no_card_none_is_taken_and_nothing_is_said(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    assert take_card(0) == Card()
