"""The hidden layers in the builder."""

from typing import Any

import streamlit as st

from mlp_explorer.config import LIMITS, REGISTRIES, HiddenLayer
from mlp_explorer.config.choices import MAX_HIDDEN_LAYERS
from mlp_explorer.ui.fields import enter_number
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.words import BUILDER, CHOICE, SETTING

__all__ = ["show_layers"]


def show_layers(fields: SetupFields) -> None:
    """Draw how many there are, and a row for each."""
    session, layers = fields.session, fields.config.hidden_layers
    enter_number(
        session,
        SETTING["hidden_layers"]["label"],
        "builder_n_layers",
        len(layers),
        0,
        MAX_HIDDEN_LAYERS,
        lambda count: _resize(session, count),
        whole=True,
        step=1,
        help=SETTING["hidden_layers"]["help"],
    )
    for index, layer in enumerate(layers):
        _show_layer(fields, index, layer)


def _show_layer(fields: SetupFields, index: int, layer: HiddenLayer) -> None:
    width, activation, extras = st.columns([9, 11, 5], gap="xsmall")
    with width:
        _enter_units(fields.session, index, layer)
    with activation:
        _choose_activation(fields, index, layer)
    used = layer.dropout or layer.batch_normalization
    name = BUILDER["extras"].format(number=index + 1)
    with extras.popover(  # its name is heard; there is room for the icon only
        name,
        icon=":material/tune:",
        type="secondary" if used else "tertiary",
        help=name,
        key=f"builder_extras_{index}",
    ):
        _show_extras(fields, index, layer)


def _enter_units(session: Session, index: int, layer: HiddenLayer) -> None:
    limits = LIMITS["units"]
    enter_number(
        session,
        BUILDER["units"].format(number=index + 1),
        f"builder_units_{index}",
        layer.units,
        limits.low,
        limits.high,
        lambda value: _change(session, index, units=value),
        whole=True,
        hide_label=True,
    )


def _choose_activation(fields: SetupFields, index: int, layer: HiddenLayer) -> None:
    activations = CHOICE["activation"]
    fields.bind(
        st.selectbox,
        BUILDER["activation"].format(number=index + 1),
        f"activation_{index}",
        layer.activation,
        lambda value: _change(fields.session, index, activation=value),
        options=list(REGISTRIES["activation"]),
        format_func=lambda name: activations[name]["label"],
        label_visibility="collapsed",
    )


def _show_extras(fields: SetupFields, index: int, layer: HiddenLayer) -> None:
    st.markdown(f"**{BUILDER['layer'].format(number=index + 1)}**")
    limits = LIMITS["dropout"]
    fields.bind(
        st.slider,
        SETTING["dropout"]["label"],
        f"dropout_{index}",
        layer.dropout,
        lambda value: _change(fields.session, index, dropout=value),
        min_value=limits.low,
        max_value=limits.high,
        step=0.05,
        help=SETTING["dropout"]["help"],
    )
    fields.bind(
        st.toggle,
        SETTING["batch_normalization"]["label"],
        f"batch_normalization_{index}",
        layer.batch_normalization,
        lambda value: _change(fields.session, index, batch_normalization=value),
        help=SETTING["batch_normalization"]["help"],
    )


def _resize(session: Session, count: int) -> None:
    layers = session.config.hidden_layers
    like = layers[-1] if layers else HiddenLayer()
    added = (like,) * (count - len(layers))
    session.change_config(hidden_layers=layers[:count] + added)


def _change(session: Session, index: int, **changes: Any) -> None:
    layers = list(session.config.hidden_layers)
    if index < len(layers):  # else it went, while the change was on its way
        layers[index] = layers[index].changed(**changes)
        session.change_config(hidden_layers=tuple(layers))
