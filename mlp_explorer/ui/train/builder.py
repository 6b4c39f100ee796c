"""The builder: every setting of a network as a widget."""

import streamlit as st

from mlp_explorer.config import LIMITS, list_presets
from mlp_explorer.tasks import list_heads
from mlp_explorer.ui.dataset_choice import show_dataset
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.ui.train.layers import show_layers
from mlp_explorer.ui.train.previews import draw_distortions
from mlp_explorer.words import BUILDER, PRESET, SETTING

__all__ = ["RATES", "show_builder", "show_presets"]

RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def show_presets(session: Session) -> None:
    """Draw one button a preset, and the sentence of the one that the setup equals."""
    presets = list_presets(session.config.dataset, session.config.options)
    lit = next((name for name, config in presets.items() if config == session.config), None)
    with st.container(key="train_presets", horizontal=True, gap="xsmall"):
        for name in presets:
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
    presets = list_presets(session.config.dataset, session.config.options)
    if name in presets:  # else another dataset was chosen, while the click was on its way
        session.change_config(presets[name])


def show_builder(session: Session) -> None:
    """Draw what a beginner touches, and the rest behind one click."""
    fields = SetupFields(session)
    show_dataset(fields)
    with st.container():  # what stands below it stays what it is, and open
        show_layers(fields)
    left, right = st.columns(2)
    with left:
        fields.choose("optimizer")
        fields.enter("batch_size", step=100)
    with right:
        any_rate = BUILDER["any_rate"].format(**LIMITS["learning_rate"]._asdict())
        about = f"{SETTING['learning_rate']['help']} {any_rate}"
        fields.enter("learning_rate", step=RATES, help=about)
        fields.enter("epochs", step=1)
    with st.expander(BUILDER["more"], icon=":material/tune:"):
        _show_more(fields)


def _show_more(fields: SetupFields) -> None:
    config, about = fields.config, fields.config.about
    fields.choose("loss", list_heads(len(about.classes)))
    fields.choose("schedule")
    fields.choose("kernel_initializer")
    if about.is_drawn:
        fields.choose("augmentation")
        if config.augmentation != "none":
            st.html(draw_distortions(config.augmentation, about))
    fields.choose("precision")
    most = min(about.n_train, LIMITS["training_images"].high)
    fields.enter("training_images", most, step=max(about.n_train // 60, 1))
    fields.enter("validation_split")
    left, right = st.columns(2)
    with left:
        fields.enter("l1")
    with right:
        fields.enter("l2")
    fields.enter("early_stopping_patience", step=1)
    fields.enter("seed", step=1)
    if not about.is_made:
        fields.bind(
            st.toggle,
            SETTING["scale_pixels"]["label"],
            "scale_pixels",
            config.scale_pixels,
            lambda value: fields.session.change_config(scale_pixels=value),
            help=SETTING["scale_pixels"]["help"],
        )
