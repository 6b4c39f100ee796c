"""The builder: every setting of a network as a widget.

The setup in the session is the truth. Each widget shows it, and what a person changes is written
into it; so presets, links and other widgets are seen at once everywhere.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mlp_explorer.config import LIMITS, PRESETS, REGISTRIES, HiddenLayer
from mlp_explorer.config.choices import MAX_HIDDEN_LAYERS
from mlp_explorer.ui.fields import enter_number
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.train.previews import draw_distortions
from mlp_explorer.words import BUILDER, CHOICE, PRESET, SETTING

__all__ = ["RATES", "show_builder", "show_presets"]

RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def show_presets(session: Session) -> None:
    """Draw one button a preset, and the sentence of the one that the setup equals."""
    lit = next((name for name, preset in PRESETS.items() if preset.config == session.config), None)
    with st.container(key="train_presets", horizontal=True, gap="xsmall"):
        for name in PRESETS:
            st.button(
                PRESET[name]["label"],
                key=f"preset_{name}",
                type="primary" if name == lit else "secondary",
                on_click=session.ask,
                args=(_take_preset, name),
            )
    with st.container(key="train_preset_help"):
        st.caption(PRESET[lit]["help"] if lit else BUILDER["own_setup"])


def _take_preset(session: Session, name: str) -> None:
    session.change_config(PRESETS[name].config)


def show_builder(session: Session) -> None:
    """Draw what a beginner touches, and the rest behind one click."""
    _Builder(session).show()


class _Builder:
    """The widgets of one session's setup."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def show(self) -> None:
        with st.container():  # what stands below it stays what it is, and open
            self._show_layers()
        left, right = st.columns(2)
        with left:
            self._choose("optimizer")
            self._enter("batch_size", step=100)
        with right:
            any_rate = BUILDER["any_rate"].format(**LIMITS["learning_rate"]._asdict())
            about = f"{SETTING['learning_rate']['help']} {any_rate}"
            self._enter("learning_rate", step=RATES, help=about)
            self._enter("epochs", step=1)
        with st.expander(BUILDER["more"], icon=":material/tune:"):
            self._show_more()

    def _show_more(self) -> None:
        self._choose("loss")
        self._choose("schedule")
        self._choose("kernel_initializer")
        self._choose("augmentation")
        if self._session.config.augmentation != "none":
            st.html(draw_distortions(self._session.config.augmentation))
        self._choose("precision")
        self._enter("training_images", step=1000)
        self._enter("validation_split")
        left, right = st.columns(2)
        with left:
            self._enter("l1")
        with right:
            self._enter("l2")
        self._enter("early_stopping_patience", step=1)
        self._enter("seed", step=1)
        self._bind(
            st.toggle,
            SETTING["scale_pixels"]["label"],
            "scale_pixels",
            self._session.config.scale_pixels,
            lambda value: self._session.change_config(scale_pixels=value),
            help=SETTING["scale_pixels"]["help"],
        )

    def _show_layers(self) -> None:
        layers = self._session.config.hidden_layers
        enter_number(
            self._session,
            SETTING["hidden_layers"]["label"],
            "builder_n_layers",
            len(layers),
            0,
            MAX_HIDDEN_LAYERS,
            self._resize_layers,
            whole=True,
            step=1,
            help=SETTING["hidden_layers"]["help"],
        )
        for index, layer in enumerate(layers):
            self._show_layer(index, layer)

    def _show_layer(self, index: int, layer: HiddenLayer) -> None:
        width, activation, extras = st.columns([9, 11, 5], gap="xsmall")
        with width:
            self._enter_units(index, layer)
        with activation:
            self._choose_activation(index, layer)
        used = layer.dropout or layer.batch_normalization
        name = BUILDER["extras"].format(number=index + 1)
        with extras.popover(  # its name is heard; there is room for the icon only
            name,
            icon=":material/tune:",
            type="secondary" if used else "tertiary",
            help=name,
            key=f"builder_extras_{index}",
        ):
            self._show_layer_extras(index, layer)

    def _enter_units(self, index: int, layer: HiddenLayer) -> None:
        limits = LIMITS["units"]
        enter_number(
            self._session,
            BUILDER["units"].format(number=index + 1),
            f"builder_units_{index}",
            layer.units,
            limits.low,
            limits.high,
            lambda value: self._change_layer(index, units=value),
            whole=True,
            hide_label=True,
        )

    def _choose_activation(self, index: int, layer: HiddenLayer) -> None:
        activations = CHOICE["activation"]
        self._bind(
            st.selectbox,
            BUILDER["activation"].format(number=index + 1),
            f"activation_{index}",
            layer.activation,
            lambda value: self._change_layer(index, activation=value),
            options=list(REGISTRIES["activation"]),
            format_func=lambda name: activations[name]["label"],
            label_visibility="collapsed",
        )

    def _show_layer_extras(self, index: int, layer: HiddenLayer) -> None:
        st.markdown(f"**{BUILDER['layer'].format(number=index + 1)}**")
        limits = LIMITS["dropout"]
        self._bind(
            st.slider,
            SETTING["dropout"]["label"],
            f"dropout_{index}",
            layer.dropout,
            lambda value: self._change_layer(index, dropout=value),
            min_value=limits.low,
            max_value=limits.high,
            step=0.05,
            help=SETTING["dropout"]["help"],
        )
        self._bind(
            st.toggle,
            SETTING["batch_normalization"]["label"],
            f"batch_normalization_{index}",
            layer.batch_normalization,
            lambda value: self._change_layer(index, batch_normalization=value),
            help=SETTING["batch_normalization"]["help"],
        )

    def _resize_layers(self, count: int) -> None:
        layers = self._session.config.hidden_layers
        like = layers[-1] if layers else HiddenLayer()
        added = (like,) * (count - len(layers))
        self._session.change_config(hidden_layers=layers[:count] + added)

    def _change_layer(self, index: int, **changes: Any) -> None:
        layers = list(self._session.config.hidden_layers)
        if index < len(layers):  # else it went, while the change was on its way
            layers[index] = layers[index].changed(**changes)
            self._session.change_config(hidden_layers=tuple(layers))

    def _choose(self, field: str) -> None:
        choices = CHOICE[field]
        helps = [f"**{each['label']}**: {each['help']}" for each in choices.values()]
        self._bind(
            st.selectbox,
            SETTING[field]["label"],
            field,
            getattr(self._session.config, field),
            lambda value: self._session.change_config(**{field: value}),
            options=list(REGISTRIES[field]),
            format_func=lambda name: choices[name]["label"],
            help="  \n".join(helps),
        )

    def _enter(self, field: str, **look: Any) -> None:
        limits = LIMITS[field]
        enter_number(
            self._session,
            SETTING[field]["label"],
            f"builder_{field}",
            getattr(self._session.config, field),
            limits.low,
            limits.high,
            lambda value: self._session.change_config(**{field: value}),
            whole=isinstance(limits.low, int),
            **{"help": SETTING[field]["help"], **look},
        )

    def _bind(
        self,
        widget: Callable[..., Any],
        label: str,
        name: str,
        value: Any,
        take: Callable[[Any], None],
        **options: Any,
    ) -> None:
        self._session.inputs.show_alone(widget, label, f"builder_{name}", value, take, **options)
