"""What the network is to learn: a choice of the builder and of the Data page."""

import streamlit as st

from mlp_explorer.config import TrainConfig, list_presets
from mlp_explorer.data import DATASETS
from mlp_explorer.data.dataset import find_about
from mlp_explorer.ui.own_data import list_own_keys, name_own
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.words import DATASET_NAME, SETTING, name_dataset

__all__ = ["show_dataset"]

_NOISES = tuple(percent / 100 for percent in range(0, 55, 5))


def show_dataset(fields: SetupFields) -> None:
    """Draw the list of datasets, own data at its end; of one that a seed makes, how it is made,
    too."""
    session, config = fields.session, fields.config
    own = list_own_keys(session)
    if config.about.is_own and config.dataset not in own:
        own.append(config.dataset)  # of a link: it stands there, whether it is here or not
    names = {key: name_own(session, key) for key in own}
    fields.bind(
        st.selectbox,
        SETTING["dataset"]["label"],
        "dataset",
        config.dataset,
        lambda key: _take(session, key),
        options=[*DATASETS, *own],
        format_func=lambda key: names.get(key) or name_dataset(key),
        help=DATASET_NAME[config.dataset]["help"] if config.dataset in DATASETS else None,
    )
    if config.about.is_made:
        left, right = st.columns(2)
        with left:
            fields.enter("points", step=100)
        with right:
            fields.enter("noise", step=_NOISES)
        fields.enter("data_seed", step=1)


def _take(session: Session, key: str) -> None:
    """Take another dataset into the setup, and the network that is usual for its kind: the one of
    another kind would hardly learn anything from it."""
    if key not in DATASETS and key not in list_own_keys(session):
        return
    is_alike = find_about(key).kind == session.config.about.kind and "mnist" not in (
        key,
        session.config.dataset,
    )
    session.change_config(session.config.on(key) if is_alike else _begin(key))


def _begin(key: str) -> TrainConfig:
    return next(iter(list_presets(key).values()))
