"""Fine-tuning: the network goes on learning, on my drawings too, as an ordinary run."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from mlp_explorer.config import LIMITS, plan_fine_tuning
from mlp_explorer.config.fine_tuning import EPOCHS, SHARE
from mlp_explorer.drawing.collection import split_collection
from mlp_explorer.messages import OwnSet
from mlp_explorer.runs import OwnDrawing, RunRecord
from mlp_explorer.ui.actions import is_going_on
from mlp_explorer.ui.draw.notice import tell
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.reader import Reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import HAND, SETTING

__all__ = ["show_tuning"]

_SHARE, _EPOCHS = "draw_share", "draw_epochs"
_MOST = 50  # epochs at once


def show_tuning(session: Session, reader: Reader | None, drawings: Sequence[OwnDrawing]) -> None:
    """Offer to fine-tune; say why not where that cannot be."""
    st.markdown(f"**{HAND['tune']}**")
    learned, held_out = split_collection(drawings)
    problem = _find_problem(reader, learned)
    if reader and reader.record.config.own_set and is_going_on(reader.record):
        _show_progress(reader.record)
    else:
        sentence = HAND["tune_help"].format(learned=len(learned), held_out=len(held_out))
        st.caption(problem or sentence)
    share = LIMITS["own_share"]
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    session.choose(
        row.slider,
        SETTING["own_share"]["label"],
        _SHARE,
        SHARE,
        min_value=share.low,
        max_value=share.high,
        step=0.05,
        help=SETTING["own_share"]["help"],
        disabled=bool(problem),
        width=230,
    )
    with row:
        ask_number(
            session,
            HAND["tune_epochs"],
            _EPOCHS,
            EPOCHS,
            1,
            min(_MOST, max(1, _count_left(reader))),
            whole=True,
            step=1,
            help=SETTING["epochs"]["help"],
            disabled=bool(problem),
            width=130,
        )
    st.button(
        HAND["tune_button"],
        icon=":material/model_training:",
        key="draw_tune",
        type="primary",
        disabled=bool(problem),
        on_click=session.ask,
        args=(_fine_tune, reader, learned),
    )


def _show_progress(record: RunRecord) -> None:
    """Show how far a fine-tuning has come; it may wait for its turn."""
    before = record.parent_epoch or 0
    done, epochs = len(record.epochs) - before, record.config.epochs - before
    st.progress(done / epochs, HAND["tuning"].format(done=done, epochs=epochs))


def _count_left(reader: Reader | None) -> int:
    """Return how many more epochs a run from here may have."""
    return int(LIMITS["epochs"].high) - (reader.snapshot.epoch if reader else 0)


def _find_problem(reader: Reader | None, learned: Sequence[OwnDrawing]) -> str:
    if reader is None:
        return HAND["nobody"]
    if is_going_on(reader.record):
        return HAND["wait"]
    if _count_left(reader) < 1:
        return HAND["tune_full"].format(most=int(LIMITS["epochs"].high))
    return "" if learned else HAND["tune_empty"]


def _fine_tune(session: Session, reader: Reader, learned: Sequence[OwnDrawing]) -> None:
    services, record, epoch = get_services(), reader.record, reader.snapshot.epoch
    digits = np.stack([each.digit for each in learned])
    own = OwnSet(digits, np.array([each.label for each in learned], np.uint8))
    set_id = services.store.save_own_set(own)
    share, epochs = session.choices[_SHARE], session.choices[_EPOCHS]
    config = plan_fine_tuning(record.config, epoch, set_id, share, epochs)
    session.open_run(services.engine.branch(record.id, epoch, config, session.owner))
    tell(session, "")  # what was said before is not of this
