"""A slider over the epochs: how the network came to read a drawing as it does."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_count, read_files
from mlp_explorer.ui.session import Action, Session
from mlp_explorer.words import REPLAY

__all__ = ["show_replay"]

_KEY = "replay"
_component = st.components.v2.component(
    "mlp_explorer_replay",
    html='<div class="replay"></div>',
    css=read_files("replay.css"),
    js=load_module("replay"),
)


def show_replay(
    session: Session,
    epochs: Sequence[int],
    values: NDArray[np.float32],
    sentences: Sequence[str],
    sure: Sequence[bool],
    epoch: int,
    choose: Action,
) -> None:
    """Show the ten outputs over the epochs, with a slider that stands at `epoch`.

    values: (len(epochs), 10) in [0, 1]. sentences, sure: what the answer's panel is to say of each
    epoch meanwhile, see `answer_panel`. choose: called with the session and the epoch where the
    slider is left.
    """

    session.inputs.listen(
        _KEY, lambda said: session.ask(choose, said) if read_count(said) in epochs else None
    )
    data = {
        "epochs": list(epochs),
        "values": values.round(4).tolist(),
        "sentences": list(sentences),
        "sure": list(sure),
        "epoch": epoch,
        "words": dict(REPLAY),
    }
    _component(key=_KEY, data=data, on_said_change=lambda: None)
