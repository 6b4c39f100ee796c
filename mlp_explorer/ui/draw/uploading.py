"""An uploader whose file is taken once, and which is empty again then."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["show_uploader"]


def show_uploader(
    label: str, name: str, kinds: Sequence[str], take: Callable[[bytes], None]
) -> None:
    """Show an uploader; call `take` with what the file contains. name: begins its key."""
    key = _get_key(name)
    st.file_uploader(label, type=kinds, key=key, on_change=_receive, args=(name, key, take))


def _get_key(name: str) -> str:
    return f"{name}_{st.session_state.get(_get_count_key(name), 0)}"


def _get_count_key(name: str) -> str:
    return f"{name}_count"


def _receive(name: str, key: str, take: Callable[[bytes], None]) -> None:
    """Take the file, and make place for the next one by another uploader.

    Until a busy browser has heard of that, it sends the file again with all that is clicked or
    drawn meanwhile: taken twice, a picture would wipe the strokes that were drawn over it.
    """
    upload = st.session_state[key]
    if key == _get_key(name) and isinstance(upload, UploadedFile):
        take(upload.getvalue())
        count = _get_count_key(name)
        st.session_state[count] = st.session_state.get(count, 0) + 1
