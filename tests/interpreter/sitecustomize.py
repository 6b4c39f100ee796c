"""What every interpreter that a test starts runs first: `tests/conftest.py` puts it in its path.

A text file of ours that is opened without an encoding is an error there too, as on another
machine it might be read in another one; in libraries it is not. pyproject.toml has the same for
the tests' own process. A variable of the environment cannot tell ours from theirs.
"""

import warnings

warnings.filterwarnings("ignore", category=EncodingWarning)
warnings.filterwarnings(
    "error", category=EncodingWarning, module=r"(__main__|mlp_explorer|tests|benchmarks)\b"
)
