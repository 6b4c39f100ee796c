"""The builder: every setting of a network as a widget.

The setup in the session is the truth. Each widget is set from it before it is drawn, and writes
its change back in a callback; so presets, links and other widgets are seen at once everywhere.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mlp_explorer.config import LIMITS, PRESETS, REGISTRIES, HiddenLayer
from mlp_explorer.config.choices import LABELS, MAX_HIDDEN_LAYERS
from mlp_explorer.ui.fields import enter_number
from mlp_explorer.ui.previews import draw_distortions
from mlp_explorer.ui.session import change_config, get_config
from mlp_explorer.words import BUILDER, SETTING

__all__ = ["RATES", "show_builder", "show_presets"]

RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def show_presets() -> None:
    """Draw one pill a preset, and the sentence of the one that the setup equals."""
    config = get_config()
    lit = next((name for name, preset in PRESETS.items() if preset.config == config), None)
    _bound(
        st.pills,
        BUILDER["presets"],
        "preset",
        lit,
        _take_preset,
        options=list(PRESETS),
        format_func=lambda name: PRESETS[name].label,
        label_visibility="collapsed",
        wrap=True,
    )
    with st.container(key="train_preset_help"):
        st.caption(PRESETS[lit].help if lit else BUILDER["own_setup"])


def show_builder() -> None:
    """Draw what a beginner touches, and the rest behind one click."""
    _show_layers()
    left, right = st.columns(2)
    with left:
        _choose("optimizer")
        _enter("batch_size", step=100)
    with right:
        any_rate = BUILDER["any_rate"].format(**LIMITS["learning_rate"]._asdict())
        _enter("learning_rate", options=RATES, help=f"{LIMITS['learning_rate'].help} {any_rate}")
        _enter("epochs", step=1)
    with st.expander(BUILDER["more"], icon=":material/tune:"):
        _show_more()


def _take_preset(name: str | None) -> None:
    # a click on the pill that is lit would unselect it: it stays
    if name is not None:
        change_config(PRESETS[name].config)


def _show_more() -> None:
    _choose("loss")
    _choose("schedule")
    _choose("kernel_initializer")
    _choose("augmentation")
    if get_config().augmentation != "none":
        st.html(draw_distortions(get_config().augmentation))
    _choose("precision")
    _enter("training_images", step=1000)
    _enter("validation_split")
    left, right = st.columns(2)
    with left:
        _enter("l1")
    with right:
        _enter("l2")
    _enter("early_stopping_patience", step=1)
    _enter("seed", step=1)
    _bound(
        st.toggle,
        LABELS["scale_pixels"],
        "scale_pixels",
        get_config().scale_pixels,
        lambda value: change_config(scale_pixels=value),
        help=SETTING["scale_pixels"]["help"],
    )


def _show_layers() -> None:
    layers = get_config().hidden_layers
    enter_number(
        SETTING["hidden_layers"]["label"],
        "builder_n_layers",
        len(layers),
        0,
        MAX_HIDDEN_LAYERS,
        _resize_layers,
        whole=True,
        step=1,
        help=SETTING["hidden_layers"]["help"],
    )
    for index, layer in enumerate(layers):
        _show_layer(index, layer)


def _show_layer(index: int, layer: HiddenLayer) -> None:
    width, activation, extras = st.columns([9, 11, 5], gap="xsmall")
    with width:
        _enter_units(index, layer)
    with activation:
        _choose_activation(index, layer)
    used = layer.dropout or layer.batch_normalization
    with extras.popover(
        "",
        icon=":material/tune:",
        type="secondary" if used else "tertiary",
        help=BUILDER["extras"].format(number=index + 1),
    ):
        _show_layer_extras(index, layer)


def _enter_units(index: int, layer: HiddenLayer) -> None:
    limits = LIMITS["units"]
    enter_number(
        BUILDER["units"].format(number=index + 1),
        f"builder_units_{index}",
        layer.units,
        limits.low,
        limits.high,
        lambda value: _change_layer(index, units=value),
        whole=True,
        hide_label=True,
    )


def _choose_activation(index: int, layer: HiddenLayer) -> None:
    activations = REGISTRIES["activation"]
    _bound(
        st.selectbox,
        BUILDER["activation"].format(number=index + 1),
        f"activation_{index}",
        layer.activation,
        lambda value: _change_layer(index, activation=value),
        options=list(activations),
        format_func=lambda name: activations[name].label,
        label_visibility="collapsed",
    )


def _show_layer_extras(index: int, layer: HiddenLayer) -> None:
    st.markdown(f"**{BUILDER['layer'].format(number=index + 1)}**")
    limits = LIMITS["dropout"]
    _bound(
        st.slider,
        limits.label,
        f"dropout_{index}",
        layer.dropout,
        lambda value: _change_layer(index, dropout=value),
        min_value=limits.low,
        max_value=limits.high,
        step=0.05,
        help=limits.help,
    )
    _bound(
        st.toggle,
        LABELS["batch_normalization"],
        f"batch_normalization_{index}",
        layer.batch_normalization,
        lambda value: _change_layer(index, batch_normalization=value),
        help=SETTING["batch_normalization"]["help"],
    )


def _resize_layers(count: int) -> None:
    layers = get_config().hidden_layers
    like = layers[-1] if layers else HiddenLayer()
    added = (like,) * (count - len(layers))
    change_config(hidden_layers=layers[:count] + added)


def _change_layer(index: int, **changes: Any) -> None:
    layers = list(get_config().hidden_layers)
    layers[index] = layers[index].changed(**changes)
    change_config(hidden_layers=tuple(layers))


def _choose(field: str) -> None:
    choices = REGISTRIES[field]
    helps = "  \n".join(f"**{choice.label}**: {choice.help}" for choice in choices.values())
    _bound(
        st.selectbox,
        LABELS[field],
        field,
        getattr(get_config(), field),
        lambda value: change_config(**{field: value}),
        options=list(choices),
        format_func=lambda name: choices[name].label,
        help=helps,
    )


def _enter(field: str, **look: Any) -> None:
    limits = LIMITS[field]
    enter_number(
        limits.label,
        f"builder_{field}",
        getattr(get_config(), field),
        limits.low,
        limits.high,
        lambda value: change_config(**{field: value}),
        whole=isinstance(limits.low, int),
        **{"help": limits.help, **look},
    )


def _bound(
    widget: Callable[..., Any],
    label: str,
    name: str,
    value: Any,
    write: Callable[[Any], None],
    **options: Any,
) -> None:
    """Draw `widget` showing `value`; `write` gets what a person changes it to."""
    key = f"builder_{name}"
    st.session_state[key] = value
    widget(label, key=key, on_change=lambda: write(st.session_state[key]), **options)
