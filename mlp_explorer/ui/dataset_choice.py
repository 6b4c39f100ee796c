"""What the network is to learn: a choice of the builder and of the Data page."""

from collections.abc import Sequence

import streamlit as st

from mlp_explorer.config import TrainConfig, list_presets
from mlp_explorer.data import DATASETS
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.features import FEATURES, fill_features, list_features
from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.own_data import list_own_keys, name_own
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.words import DATASET_NAME, FETCHING, SETTING, name_dataset

__all__ = ["show_dataset"]

_SHARES = tuple(percent / 100 for percent in range(0, 100, 10))
_NOISES = tuple(percent / 100 for percent in range(0, 55, 5))


def show_dataset(fields: SetupFields) -> None:
    """Draw the list of datasets, own data at its end; of one that a seed makes, how it is made,
    too."""
    session, config = fields.session, fields.config
    own = list_own_keys(session)
    if config.about.is_own and config.dataset not in own:
        own.append(config.dataset)  # of a link: it stands there, whether it is here or not
    # as they are now: one that is fetched may come at any time
    names = {key: _name(key) for key in DATASETS} | {key: name_own(session, key) for key in own}
    fields.bind(
        st.selectbox,
        SETTING["dataset"]["label"],
        "dataset",
        config.dataset,
        lambda key: _take(session, key),
        options=list(names),
        format_func=lambda key: names.get(key, key),
        help=DATASET_NAME[config.dataset]["help"] if config.dataset in DATASETS else None,
    )
    if config.about.is_made:
        left, right = st.columns(2)
        with left:
            fields.enter("points", step=100)
        with right:
            fields.enter("noise", step=_NOISES)
        left, right = st.columns(2)
        with left:
            fields.enter("data_seed", step=1)
        with right:
            fields.enter("train_share", step=_SHARES)
        _show_features(fields)


def _show_features(fields: SetupFields) -> None:
    """Draw what a network may be told of a point."""
    about, features = fields.config.about, fields.config.features
    fields.bind(
        st.pills,
        SETTING["features"]["label"],
        "features",
        list(fill_features(about, features)),
        lambda names: _take_features(fields.session, names),
        options=list_features(about),
        selection_mode="multi",
        format_func=lambda name: FEATURES[name].label,
        help=SETTING["features"]["help"],
        wrap=True,
    )


def _take_features(session: Session, names: Sequence[str]) -> None:
    if not names:
        session.report(ConfigError("no_feature"))
    else:
        session.change_config(features=tuple(names))


def _name(key: str) -> str:
    name = name_dataset(key)
    return name if is_here(DATASETS[key]) else FETCHING["to_be_fetched"].format(name=name)


def _take(session: Session, key: str) -> None:
    """Take another dataset into the setup, and the network that is usual for its kind: the one of
    another kind would hardly learn anything from it."""
    if key not in DATASETS and key not in list_own_keys(session):
        return
    one, other = find_about(key), session.config.about
    is_alike = (one.kind, one.is_drawn) == (other.kind, other.is_drawn)
    is_alike = is_alike and "mnist" not in (one.key, other.key)  # which has presets of its own
    session.change_config(session.config.on(key) if is_alike else _begin(key))


def _begin(key: str) -> TrainConfig:
    return next(iter(list_presets(key).values()))
