"""Takes a picture that is pasted anywhere on the page (Ctrl+V). Shows nothing."""

import base64
from typing import Any

import streamlit as st

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_count
from mlp_explorer.ui.session import Action, Session

__all__ = ["paste_picture"]

_KEY = "paste_picture"
_component = st.components.v2.component(
    "mlp_explorer_paste_picture",
    js=load_module("paste_picture"),
)


def paste_picture(session: Session, take: Action) -> None:
    """Call `take` with the session and a PNG when a picture is pasted, and with how much had been
    done on the canvas before, see `Sketchbook.put`.

    With nothing instead of a PNG where it cannot be read.
    """

    def hear(said: Any) -> None:
        if isinstance(said, dict):
            session.ask(take, _decode(said.get("picture")), read_count(said.get("at")))

    session.inputs.listen(_KEY, hear)
    _component(key=_KEY, on_said_change=lambda: None)


def _decode(picture: object) -> bytes:
    try:
        return base64.b64decode(picture, validate=True) if isinstance(picture, str) else b""
    except ValueError:
        return b""
