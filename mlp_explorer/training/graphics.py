"""The graphics card that a training computes on, where TensorFlow sees one."""

import os
import platform
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tensorflow as tf

__all__ = ["Card", "choose_card", "explain_unused", "take_card"]

_DRIVER = Path("/proc/driver/nvidia")
_HIDDEN = ("", "-1")  # CUDA_VISIBLE_DEVICES of somebody who wants none to be used


class Card(NamedTuple):
    """What is computed on."""

    name: str = ""  # of the card; empty: on the processors
    unused: str = ""  # why not on the card that is there, a code of a sentence


def take_card(worker: int) -> Card:
    """Have TensorFlow compute on a card, to be called before it computes anything.

    worker: its number on this machine, from 0: where there are several cards, workers take one
    each in turns. A card's memory is taken as it is needed, so that several may use one.
    """
    cards = tf.config.list_physical_devices("GPU")
    if not cards:
        driver = _DRIVER.exists() or shutil.which("nvidia-smi") is not None
        hidden = os.environ.get("CUDA_VISIBLE_DEVICES") in _HIDDEN
        return Card(unused=explain_unused(platform.system(), driver, hidden))
    details = [tf.config.experimental.get_device_details(card) for card in cards]
    number, name = choose_card([each.get("device_name", "GPU") for each in details], worker)
    tf.config.set_visible_devices(cards[number], "GPU")
    tf.config.experimental.set_memory_growth(cards[number], True)
    return Card(name)


def choose_card(names: Sequence[str], worker: int) -> tuple[int, str]:
    """Return which of these cards a worker takes, and what it is called: with its number, from 1,
    where there are several."""
    number = worker % len(names)
    return number, names[number] + (f" ({number + 1})" if len(names) > 1 else "")


def explain_unused(system: str, driver: bool, hidden: bool) -> str:
    """Return why TensorFlow sees no card, where there is one: a code, empty where there is none.

    system: as `platform.system` names it. driver: NVIDIA's is there. hidden: somebody wants none.
    """
    if hidden or not driver:
        return ""
    return "ready_windows" if system == "Windows" else "ready_no_cuda"
