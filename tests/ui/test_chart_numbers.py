"""What a chart's table says, in the browser, of the figures that Python makes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mlp_explorer.charts.classes import plot_class_counts
from mlp_explorer.charts.compare import Curve, plot_curves
from mlp_explorer.charts.confusion import plot_confusion, plot_confusion_difference
from mlp_explorer.charts.curves import plot_loss, plot_score
from mlp_explorer.charts.lessons import (
    plot_activation,
    plot_gradients,
    plot_losses,
    plot_over_epochs,
    plot_runs,
)
from mlp_explorer.charts.regression import ErrorCurve, plot_errors
from mlp_explorer.charts.sweep import plot_importances
from mlp_explorer.tasks import METRICS
from mlp_explorer.words import CHART_TABLE

ACCURACY = METRICS["accuracy"]

SCRIPT = Path(__file__).with_name("components") / "chart_peer.js"
Z = np.linspace(-8.0, 8.0, 321)
HISTORY = {"score": [0.9, 0.95], "val_score": [0.91, 0.925], "loss": [1.0], "val_loss": [2.0]}
DIGITS = list("0123456789")
A, B = np.diag(np.arange(1000, 1010)), np.diag(np.arange(990, 1000))
A[4, 9], B[3, 5] = 7, 12
SUMS = np.full((200, 128), 0.2, np.float32)

FIGURES = {
    "accuracy": plot_score(2, ACCURACY, HISTORY, goals=[(0.9257, "the tutorial: 92.6 %")]),
    "error": plot_score(2, ACCURACY, HISTORY, view=["error", "smooth"]),
    "loss": plot_loss(2, ACCURACY, HISTORY, span=(1, "overfitting")),
    "curves": plot_curves([Curve("one", (1, 2), (0.5, 1.0), (0.8, 0.9))], "val_score", ACCURACY),
    "smoothed": plot_curves(
        [Curve("one", (1, 2), (0.5, 1.0), (0.8, 0.9))], "score", ACCURACY, view=["smooth"]
    ),
    "confusion": plot_confusion(A, "Mistakes", DIGITS),
    "difference": plot_confusion_difference(A, B, "one", "two", DIGITS),
    "counts": plot_class_counts(np.arange(5000, 5010), np.arange(900, 910), DIGITS),
    "activation": plot_activation("tanh", Z, (np.tanh(Z), 1 - np.tanh(Z) ** 2), Z < -7, SUMS, Z),
    "losses": plot_losses(np.array([0.1, 0.9]), {"one": np.array([2.302585, 0.105361])}, 0.4),
    "errors": plot_errors(Z, {"one": ErrorCurve(Z**2, 0.25, 1.0)}, 0.5, 0.0),
    "over_epochs": plot_over_epochs("Loss of a 7", [0, 2], np.array([2.3, np.nan])),
    "runs": plot_runs({"one": [0.5, None, 0.98765]}, 5),
    "gradients": plot_gradients(["layer 1:<br>128 relu", "outputs"], np.array([0.25, 1.5e-7])),
    "importances": plot_importances({"learning rate": 3.0, "units": 1.0}),
}


@pytest.fixture(scope="module")
def tables():
    """What the browser makes of each figure, by its name."""
    # pip has put it beside Python: requirements-dev.txt
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "no Node.js beside this Python: `make check` installs it"
    words = dict(CHART_TABLE)
    lines = [json.dumps([figure.to_json(), words]) for figure in FIGURES.values()]
    said = subprocess.run(
        [node, SCRIPT], input="\n".join(lines), capture_output=True, encoding="utf-8", check=True
    )
    return dict(zip(FIGURES, map(json.loads, said.stdout.splitlines()), strict=True))


def test_every_row_and_column_has_a_head_and_every_row_a_cell_for_each_column(tables):
    for name, figure_tables in tables.items():
        for table in figure_tables:
            assert all(table["head"]), (name, table["head"])
            assert len(set(table["head"])) == len(table["head"]), (name, table["head"])
            assert all(row[0] and len(row) == len(table["head"]) for row in table["rows"]), name
            assert table["rows"] and table["caption"], name


def test_curves_are_told_as_they_are_pointed_at(tables):
    [accuracy], [error], [loss] = tables["accuracy"], tables["error"], tables["loss"]
    assert accuracy["caption"] == "Accuracy · the tutorial: 92.6 %"
    assert accuracy["head"] == ["epoch", "training", "validation"]
    assert accuracy["rows"] == [["1", "90.00 %", "91.00 %"], ["2", "95.00 %", "92.50 %"]]
    smoothed = ["training, smoothed", "validation, smoothed"]
    assert error["head"] == ["epoch", "training", "validation", *smoothed]
    assert error["rows"][1][:3] == ["2", "5.00 %", "7.50 %"]
    assert loss["rows"] == [["1", "1.0000", "2.0000", "overfitting"]]
    assert tables["curves"][0]["rows"] == [["1", "80.00 %"], ["2", "90.00 %"]]
    assert tables["smoothed"][0]["head"] == ["epoch", "one"]
    assert tables["smoothed"][0]["rows"] == tables["curves"][0]["rows"], "as it is, not smoothed"
    assert tables["runs"][0]["rows"] == [["1", "50.00 %"], ["2", "–"], ["3", "98.77 %"]]
    assert tables["over_epochs"][0]["rows"] == [["0", "2.3"], ["2", "–"]]
    assert tables["losses"][0]["rows"] == [["0.1", "2.303"], ["0.9", "0.1054"]]


def test_cells_have_their_counts_also_where_no_number_is_written_in_the_chart(tables):
    [mistakes], [difference] = tables["confusion"], tables["difference"]
    assert mistakes["head"] == ["right class ↓ answer →", *map(str, range(10))]
    assert [[int(n.replace(",", "")) for n in row] for row in mistakes["rows"]] == [
        [digit, *map(int, counts)] for digit, counts in enumerate(A)
    ]
    assert difference["rows"][3][4:7] == ["+10", "+0", "−12"]
    assert difference["rows"][4][5:] == ["+10", "+0", "+0", "+0", "+0", "+7"]
    assert "how much more often one gives this answer than two" in difference["caption"]


def test_bars_are_told_with_what_they_count(tables):
    [counts], [importances], [gradients] = (
        tables["counts"],
        tables["importances"],
        tables["gradients"],
    )
    assert counts["rows"][9] == ["9", "5,009", "909"]
    assert sorted(importances["rows"]) == [["learning rate", "75.0 %"], ["units", "25.0 %"]]
    assert gradients["rows"] == [["layer 1: 128 relu", "0.25"], ["outputs", "1.5 · 10⁻⁷"]]


def test_sums_below_an_activation_are_a_table_of_their_own(tables):
    curve, sums = tables["activation"]
    assert curve["rows"][160] == ["0", "0", "1", ""]
    assert curve["rows"][0][3] == "flat"
    shares = {row[0]: row[1] for row in sums["rows"]}
    assert shares["0.1333"] == "100.00 %"
    assert sum(float(row[2].removesuffix(" %")) for row in sums["rows"]) == pytest.approx(100, 0.01)
