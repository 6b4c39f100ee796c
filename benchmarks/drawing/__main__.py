"""`python -m benchmarks.drawing FILE`: how drawings are read, measured on the pen digits of FILE.

FILE is JSON: `{"digits": [{"label": 5, "strokes": [[[x, y], …], …]}, …]}`, x right, y down. Each
preset named is trained here once; then come the parts:

presets: how many digits are read rightly, drawn from their strokes as the app does it, and plainly
resized from a 280 × 280 canvas as most demos do it. invariance: how many answers stay when a digit
is moved and made smaller. mnist: the test images, enlarged, moved on a canvas and read back.
photos: digits on paper, photographed, and on screens, by kind of picture.
counting: one digit or more? verdict: “I don't know”. own_hand: fine-tuning on ten drawings a digit.
server: the time from strokes to the answer. browser: the time from pen-up to the new bars.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.drawing.browser import print_browser
from benchmarks.drawing.counting import print_counting
from benchmarks.drawing.digits import PenDigits, Trained, read_digits, train_presets
from benchmarks.drawing.invariance import print_invariance
from benchmarks.drawing.mnist import print_mnist
from benchmarks.drawing.own_hand import print_own_hand
from benchmarks.drawing.photos import print_photos
from benchmarks.drawing.presets import print_presets
from benchmarks.drawing.server import print_server
from benchmarks.drawing.verdict import print_verdicts
from mlp_explorer import PRESETS

PARTS: dict[str, Callable[[PenDigits, dict[str, Trained]], None]] = {
    "presets": print_presets,
    "invariance": print_invariance,
    "mnist": print_mnist,
    "photos": print_photos,
    "counting": print_counting,
    "verdict": print_verdicts,
    "own_hand": print_own_hand,
    "server": print_server,
    "browser": print_browser,
}


def main() -> None:
    """Print a table a part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--presets", nargs="+", default=["tutorial", "fast", "drawings"], choices=PRESETS
    )
    parser.add_argument("--parts", nargs="+", default=list(PARTS), choices=PARTS)
    options = parser.parse_args()
    digits = read_digits(options.file)
    trained = train_presets(options.presets) if options.parts != ["browser"] else {}
    for part in options.parts:
        print(f"\n{part}", flush=True)
        PARTS[part](digits, trained)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
