"""The way from a drawing to its answer, neuron by neuron, to point at."""

import base64
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.images import encode_png
from mlp_explorer.network import Flow, LayerFlow
from mlp_explorer.network.flow import Neuron
from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.words import FLOW

__all__ = ["show_flow"]

_component = st.components.v2.component(
    "mlp_explorer_flow",
    html='<div class="flow"></div>',
    css=read_files("flow.css"),
    js=load_module("flow"),
)


def show_flow(flow: Flow, digit: NDArray[np.float32], values: bool = False) -> None:
    """Show picture, layers and outputs; what a neuron is pointed at for stays below.

    digit: (28, 28) in [0, 1]. values: write each neuron's activation beside it, and on the arrows
    that count most, or that meet the chosen neuron, what they add.
    """
    answer = int(flow.outputs.argmax())
    words = dict(FLOW) | {"idle": f"{FLOW['idle']} {FLOW['arrows']}" if values else FLOW["idle"]}
    data = {
        "picture": encode_png(np.round(digit * 255).astype(np.uint8)),
        "layers": [_describe_layer(layer) for layer in flow.layers],
        "links": [*_link_picture(flow), *map(tuple, flow.links)],
        "outputs": [round(float(p), 4) for p in flow.outputs],
        "answer": answer,
        "values": values,
        "words": {name: text.replace("{answer}", str(answer)) for name, text in words.items()},
    }
    _component(key="flow", data=data)


def _link_picture(flow: Flow) -> list[tuple[float, ...]]:
    """Return the arrows from the picture to the first layer, in the form of `Link`."""
    neurons = flow.layers[0].neurons if flow.layers else []
    return [(0, 0, end, float(n.drive.sum()), n.share) for end, n in enumerate(neurons)]


def _describe_layer(layer: LayerFlow) -> dict[str, Any]:
    others = len(layer.activations) - len(layer.neurons)
    return {
        "name": layer.name,
        "activation": layer.name.split()[-1],
        "rest": FLOW["others"].format(count=others) if others else FLOW["all"],
        "neurons": [_describe_neuron(neuron) for neuron in layer.neurons],
    }


def _describe_neuron(neuron: Neuron) -> dict[str, Any]:
    numbers = neuron._asdict()
    return numbers | {name: _encode(numbers[name]) for name in ("weights", "drive")}


def _encode(picture: NDArray[np.float32]) -> str:
    """Return signed bytes, the largest number as ±127, in base64."""
    scaled = np.round(picture * (127 / max(float(np.abs(picture).max()), 1e-12)))
    return base64.b64encode(scaled.astype(np.int8).tobytes()).decode()
