"""What is in an array, one name each; shapes stand in the docstrings."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Float32s", "Float64s"]

Float32s = NDArray[Any]  # NumPy's types do not say that an operation keeps float32
Float64s = NDArray[np.float64]
