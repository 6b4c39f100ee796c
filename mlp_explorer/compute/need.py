"""Whether a training fits into a worker's memory, said before it is tried."""

import math
from collections.abc import Sequence

from mlp_explorer.compute.rooms import Shortage
from mlp_explorer.config import TrainConfig, estimate_memory
from mlp_explorer.errors import Sentence

__all__ = ["find_lack", "round_shortage"]

# the sentence that says how to need less of a part
_CODES = {"base": "memory.base", "layers": "memory.layers", "batch": "memory.batch"}


def find_lack(configs: Sequence[TrainConfig], room_bytes: int) -> Sentence | None:
    """Return what to say where training these side by side needs more memory than there is.

    room_bytes: that the worker's process may come to; 0 is not known, and nothing is said.
    """
    need = estimate_memory(*configs)
    if not room_bytes or need.total <= room_bytes:
        return None
    values = round_shortage(Shortage(need.total, room_bytes))
    return Sentence(_CODES[need.name_reducible(room_bytes)], values)


def round_shortage(shortage: Shortage) -> dict[str, float]:
    """Return what is needed and what is free in GB, so rounded that they differ."""
    needed, free = math.ceil(shortage.needed / 1e8) / 10, math.floor(shortage.free / 1e8) / 10
    return {"needed": needed, "free": free}
