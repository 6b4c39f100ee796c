"""The last net: an error that nobody expected becomes a sentence on the page."""

import logging

import streamlit as st

from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.ui.plain import plain
from mlp_explorer.words import APP

__all__ = ["show_uncaught"]

_LOG = logging.getLogger(__name__)


def show_uncaught(error: Exception) -> bool:
    """Show `error` as a sentence; the traceback goes to the terminal. Returns True: it is shown."""
    if isinstance(error, MLPExplorerError):
        st.error(plain(error))
    else:
        _LOG.error("uncaught error in a page", exc_info=error)
        st.error(APP["uncaught"])
    return True
