"""Takes a picture that is pasted anywhere on the page (Ctrl+V). Shows nothing."""

import base64
import binascii
from collections.abc import Callable

import streamlit as st

__all__ = ["paste_picture"]

_KEY = "paste_picture"
_component = st.components.v2.component(
    "mlp_explorer_paste_picture",
    js="""
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
    export default function ({ parentElement, setTriggerValue }) {
      const host = parentElement.host ?? parentElement;
      host.send = (picture) => setTriggerValue("picture", picture);
      host.listener ??= (event) => {
        const items = [...(event.clipboardData?.items ?? [])];
        const file = items.find((item) => item.type.startsWith("image/"))?.getAsFile();
        if (!file) return;
        event.preventDefault();
        shrink(file).then((picture) => host.send(picture), () => host.send(""));
      };
      document.addEventListener("paste", host.listener);
      return () => document.removeEventListener("paste", host.listener);
    }
    """,
)


def paste_picture(take: Callable[[bytes], None]) -> None:
    """Call `take` with a PNG when a picture is pasted; with nothing if it cannot be read."""

    def receive() -> None:
        picture = st.session_state[_KEY].picture or ""
        try:
            content = base64.b64decode(picture, validate=True)
        except binascii.Error:
            content = b""
        take(content)

    _component(key=_KEY, on_picture_change=receive)
