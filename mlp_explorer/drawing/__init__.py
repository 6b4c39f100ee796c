"""Turn a hand-drawn digit into the picture the makers of MNIST would have made of it.

They scaled digits, aspect kept, into a 20 x 20 box with an anti-aliasing filter and moved them
in a 28 x 28 field until the centre of mass was in its middle (LeCun et al. 1998, "Gradient-based
learning applied to document recognition", section III.A). Networks trained on those read little
else: `python -m benchmarks.drawing` measures how much worse plainly resized digits are read.
"""

from mlp_explorer.drawing.canvas import canvas_strokes
from mlp_explorer.drawing.collection import LabelledDigit
from mlp_explorer.drawing.counting import (
    count_digits,
    count_digits_in_image,
    count_digits_in_ink,
    count_parts,
)
from mlp_explorer.drawing.files import decode_image, measure_image
from mlp_explorer.drawing.fit import fit_drawing, measure_extent
from mlp_explorer.drawing.image import (
    find_ink,
    image_to_digit,
    ink_to_digit,
    read_lightness,
    tell_ink,
)
from mlp_explorer.drawing.overlay import draw_over
from mlp_explorer.drawing.small import shrink_digit
from mlp_explorer.drawing.strokes import ink_strokes, strokes_to_digit

__all__ = [
    "canvas_strokes",
    "count_digits",
    "count_digits_in_image",
    "count_digits_in_ink",
    "count_parts",
    "decode_image",
    "draw_over",
    "find_ink",
    "fit_drawing",
    "image_to_digit",
    "ink_strokes",
    "ink_to_digit",
    "LabelledDigit",
    "measure_extent",
    "measure_image",
    "read_lightness",
    "shrink_digit",
    "strokes_to_digit",
    "tell_ink",
]
