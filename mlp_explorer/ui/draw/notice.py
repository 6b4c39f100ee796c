"""What a click on the Draw page led to, said until the next one or until the drawing changes."""

import streamlit as st

from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketchbook import Sketchbook

__all__ = ["show_notice", "tell", "warn"]


class _Notice:
    """sentence: empty for none. is_good: else it says what could not be done. changes: of the
    drawing, when it was shown first: the click may have changed the drawing itself."""

    def __init__(self) -> None:
        self.sentence, self.is_good = "", True
        self.changes: int | None = None


def tell(session: Session, sentence: str) -> None:
    """Have the page say what has been done; nothing with an empty sentence."""
    _say(session, sentence, True)


def warn(session: Session, sentence: str) -> None:
    """Have the page say what could not be done."""
    _say(session, sentence, False)


def _say(session: Session, sentence: str, is_good: bool) -> None:
    notice = session.part(_Notice)
    notice.sentence, notice.is_good, notice.changes = sentence, is_good, None


def show_notice(session: Session) -> None:
    """Show it, if there is one."""
    notice, changes = session.part(_Notice), session.part(Sketchbook).changes
    if notice.changes is None:
        notice.changes = changes
    if notice.sentence and notice.changes == changes:
        (st.success if notice.is_good else st.warning)(plain(notice.sentence))
