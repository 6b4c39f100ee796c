"""The words of the charts and of the drawing of a network. Plotly's own slots are `%{{…}}`."""

from mlp_explorer.words.percent import write_score
from mlp_explorer.words.texts import N_, NP_, Texts, nest

__all__ = [
    "CHART_TABLE",
    "CHARTS",
    "CLASS_COUNTS",
    "CURVES",
    "LOSS_CURVE",
    "METRIC",
    "NETWORK",
    "tell_score",
]

# what scores are called, by the name of their metric
METRIC = nest(
    {
        "accuracy": {
            "label": N_("Accuracy"),
            "error": N_("Error"),
            "told": N_("{score}"),
            "score": N_("Training accuracy"),
            "val_score": N_("Validation accuracy"),
            "test_score": N_("Test accuracy"),
            "score_error": N_("Training error"),
            "val_score_error": N_("Validation error"),
            "score_nothing": N_("No training accuracy yet.<br>It comes with a run's first epoch."),
            "val_score_nothing": N_(
                "No validation accuracy yet.<br>It comes with a run's first epoch."
            ),
            "help": N_(
                "Share of the {count:,} test examples, never seen in training, read rightly."
            ),
        },
        "r2_score": {
            "label": N_("R²"),
            "error": N_("1 − R²"),
            "told": N_("R² {score}"),
            "score": N_("Training R²"),
            "val_score": N_("Validation R²"),
            "test_score": N_("Test R²"),
            "score_error": N_("Training 1 − R²"),
            "val_score_error": N_("Validation 1 − R²"),
            "score_nothing": N_("No training R² yet.<br>It comes with a run's first epoch."),
            "val_score_nothing": N_("No validation R² yet.<br>It comes with a run's first epoch."),
            "help": N_(
                "How much of the differences between the {count:,} test answers, never seen in "
                "training, the network explains: 1 is all of them, 0 is no better than always "
                "answering their mean."
            ),
        },
    }
)

LOSS_CURVE = Texts(
    {
        "loss": N_("Training loss"),
        "val_loss": N_("Validation loss"),
        "loss_nothing": N_("No training loss yet.<br>It comes with a run's first epoch."),
        "val_loss_nothing": N_("No validation loss yet.<br>It comes with a run's first epoch."),
    }
)

CURVES = Texts(
    {
        "question": N_("How the curves are drawn"),
        "whole": N_("0 to 100 %"),
        "logarithmic": N_("logarithmic"),
        "error": N_("error"),
        "smooth": N_("smoothed"),
        "score_only": N_("“0 to 100 %” and “error” change the curves of scores only."),
    }
)

NETWORK = Texts(
    {
        "network": N_("A network: {layers}; {parameters:,} parameters in all."),
        "then": N_(", then "),
        "pixels": N_("{count:,} pixels"),
        "features": NP_("{count} feature", "{count} features"),
        "layer": NP_(
            "{count:,} {activation} neuron ({extras})", "{count:,} {activation} neurons ({extras})"
        ),
        "outputs": N_("{count} {activation} outputs ({parameters:,} parameters)"),
        "parameters": N_("{parameters:,} parameters"),
        "comma": N_(", "),
        "batch_norm": N_("batch norm"),
        "dropout": N_("dropout {share:.3g} %"),
        "in_all": N_("{parameters:,} parameters in all"),
        "label_pixels": N_("pixels"),
        "label_size": N_("{height} × {width}"),
        "label_features": NP_("feature", "features"),
        "label_parameters": N_("parameters"),
    }
)

# a chart's numbers, behind a button below it
CHART_TABLE = Texts(
    {
        "table": N_("Table"),
        "name": N_("Table: {title}"),
        "marks": N_("marks"),
        "cells": N_("{rows} ↓ {columns} →"),
        "percent": N_("{number} %"),
    }
)

CHARTS = Texts(
    {
        "input": N_("input"),
        "adds_to": N_("added to {answer}"),
        "speaks_for": N_("speaks for {answer}, in its sum"),
        "loss": N_("Loss"),
        "smoothed": N_("{value}, smoothed"),
        "smoothed_of": N_("{value}, smoothed {average}"),
        "mean": N_("{label} (mean of {count} seeds)"),
        "difference": N_("how much more often {a} gives this answer than {b}"),
        "setting": N_("setting"),
        "within": N_("within an epoch"),
        "training": N_("training"),
        "validation": N_("validation"),
        "test": N_("test"),
        "epoch": N_("epoch"),
        "seconds": N_("seconds of training"),
        "parameters": N_("parameters"),
        "tutorial": N_("the tutorial: {score}"),
        "levelling": N_("levelling off"),
        "overfitting": N_("overfitting"),
        "own_best": N_("your best in the test: {score}"),
        "hover_epoch": N_("epoch %{{x:.3~g}}"),
        "hover_seconds": N_("%{{x:.1f}} s"),
        "at_epoch": N_("{value} (epoch %{{customdata[0]}})"),
        "tradeoff": N_("Up and to the left is better"),
        "tradeoff_down": N_("Down and to the left is better"),
        "tradeoff_nothing": N_("No tested run yet.<br>A run is tested when it ends."),
        "point": N_("{label}: {score}, {parameters:,} parameters, {seconds:.1f} s"),
        "network": N_("the network"),
        "asked": N_("asked"),
        "all_right": N_("all right"),
        "right_answer": N_("{answer}, right"),
        "given_answer": N_("{answer}, by the network"),
        "rows": N_("training rows"),
        "hover_rows": N_("%{{y}} rows at %{{x}}"),
        "trained": N_("{name}, training"),
        "tested": N_("{name}, test"),
        "mistakes_nothing": N_("Nothing tested yet."),
        "mistakes_both": N_("Both need a test first."),
        "fewer_mistakes": N_("Fewer mistakes: {a} blue, {b} orange"),
        "read_as": N_("{right} read as {answer}: {times}"),
        "both_read_as": N_(
            "{right} read as {answer}: {a} {times_a}, {b} {times_b}.<br>{judgement}"
        ),
        "times": NP_("1 time", "{count:,} times"),
        "no_difference": N_("No difference."),
        "reads_better": N_("{name} reads {digit} better here."),
        "answer": N_("answer"),
        "right_class": N_("right class"),
        "parallel": N_("Trials: orange scored best, grey worst"),
        "parallel_nothing": N_("Settings and score"),
        "parallel_percent": N_("{label} (%)"),
        "no_score": N_("No trial has a score yet."),
        "importances": N_("What matters most"),
        "importances_nothing": N_(
            "Not known yet.<br>It takes several trials with different scores."
        ),
        "scores": N_("Scores"),
        "trial": N_("trial"),
        "score": N_("score"),
        "best": N_("best so far"),
        "hover_score": N_("trial %{{x}}, score: %{{customdata:{form}}}"),
        "hover_best": N_("trial %{{x}}, best so far: %{{customdata:{form}}}"),
        "on": N_("on"),
        "off": N_("off"),
    }
)

# how often classes occur: digits, or others
CLASS_COUNTS = nest(
    {
        "digit": {
            "class": N_("digit"),
            "amount": N_("images"),
            "training": N_("%{{y:,}} training images of a %{{x}} (%{{customdata:.1f}} %)"),
            "test": N_("%{{y:,}} test images of a %{{x}} (%{{customdata:.1f}} %)"),
            "sentence": N_(
                "The most common digit is {most} ({most_count:,} times), the rarest is {least} "
                "({least_count:,} times)."
            ),
            "even": N_("Each digit occurs {count:,} times."),
        },
        "class": {
            "class": N_("class"),
            "amount": N_("examples"),
            "training": N_("%{{y:,}} training examples of %{{x}} (%{{customdata:.1f}} %)"),
            "test": N_("%{{y:,}} test examples of %{{x}} (%{{customdata:.1f}} %)"),
            "sentence": N_(
                "The most common class is {most} ({most_count:,} times), the rarest is {least} "
                "({least_count:,} times)."
            ),
            "even": N_("Each class occurs {count:,} times."),
        },
    }
)


def tell_score(score: float, metric: str, form: str, places: int = 1) -> str:
    """Return a score as it is told beside other things: `92.4 %`, `R² 0.943`.

    metric: its name. form, places: as for `write_score`.
    """
    return METRIC[metric]["told"].format(score=write_score(score, form, places))
