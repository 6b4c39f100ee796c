"""Which numbers a training multiplies with.

`auto` was settled by measurement, batches of 48,000 images an epoch, seconds an epoch, on two
cores with AVX512-BF16 (Zen 4):

| network        | batch | float32 | bfloat16 |
|----------------|-------|---------|----------|
| 256-128        | 2000  | 0.29    | 0.22     |
| 512            | 512   | 0.52    | 0.45     |
| 512            | 256   | 0.51    | 0.60     |
| 512            | 64    | 0.61    | 1.1      |

So bfloat16 pays from about 500 images a step on, where products outweigh everything else. On a
graphics card `auto` is float32, which newer ones multiply in their own short form (TF32) anyway.
"""

from functools import cache
from pathlib import Path

import tensorflow as tf

from mlp_explorer.config import TrainConfig

__all__ = ["find_precision"]

_LEAST_BATCH = 500
_UNITS = {
    "amx_bf16",
    "avx512_bf16",
}  # instructions that multiply bfloat16 (Intel's and AMD's names)


def find_precision(config: TrainConfig) -> str:
    """Return "float32" or "mixed_bfloat16": what `config` means on this processor."""
    if config.precision != "auto":
        return config.precision
    on_card = bool(tf.config.get_visible_devices("GPU"))
    pays = not on_card and _has_bfloat16_units() and config.batch_size >= _LEAST_BATCH
    return "mixed_bfloat16" if pays else "float32"


@cache
def _has_bfloat16_units() -> bool:
    info = Path("/proc/cpuinfo")  # elsewhere than on Linux: no, so float32
    return info.exists() and bool(_UNITS & set(info.read_text(encoding="utf-8").split()))
