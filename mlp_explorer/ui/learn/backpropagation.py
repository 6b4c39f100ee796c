"""Chapter 5: the chain rule for one weight, factor by factor, and a step."""

import numpy as np

from mlp_explorer.charts.lessons import plot_gradients
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.steps import show_step
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

__all__ = ["show"]


def show(subject: Subject) -> None:
    """Show a weight's gradient, every layer's, and what a step does."""
    step = show_step(subject.stepped)
    sizes = np.array([np.abs(gradients.kernel).mean() for gradients in step.layers])
    names = [name.replace(": ", ":<br>") for name in subject.layer_names]
    show_chart(plot_gradients(names, sizes), "learn_gradients", LEARN["gradients_alt"])
