"""Takes a picture that is pasted anywhere on the page (Ctrl+V). Shows nothing."""

import base64
import binascii
from typing import Any

import streamlit as st

from mlp_explorer.ui.components.files import read_count, read_files
from mlp_explorer.ui.session import Action, Session

__all__ = ["paste_picture"]

_KEY = "paste_picture"
_component = st.components.v2.component(
    "mlp_explorer_paste_picture",
    js=read_files("say.js")
    + """
    const MOST_PX = 1000;  // of the longer side: a photograph is sent smaller
    async function shrink(file) {
      const bitmap = await createImageBitmap(file);
      const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/png").split(",")[1];
    }
    export default function ({ parentElement, setStateValue }) {
      const host = parentElement.host ?? parentElement;
      host.send = (picture, at) => say(setStateValue, { picture, at });
      host.listener ??= (event) => {
        const items = [...(event.clipboardData?.items ?? [])];
        const file = items.find((item) => item.type.startsWith("image/"))?.getAsFile();
        if (!file) return;
        event.preventDefault();
        const at = countActs(); // what is drawn while it is made smaller lies over it
        shrink(file).then((picture) => host.send(picture, at), () => host.send("", at));
      };
      document.addEventListener("paste", host.listener);
      return () => document.removeEventListener("paste", host.listener);
    }
    """,
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
        return base64.b64decode(str(picture), validate=True)
    except binascii.Error:
        return b""
