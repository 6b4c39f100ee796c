"""The words of the charts and of the drawing of a network. Plotly's own slots are `%{{…}}`."""

__all__ = ["CHARTS", "METRIC", "NETWORK"]

METRIC = {
    "val_accuracy": {
        "label": "Validation accuracy",
        "nothing": "No validation accuracy yet.<br>It comes with a run's first epoch.",
    },
    "accuracy": {
        "label": "Training accuracy",
        "nothing": "No training accuracy yet.<br>It comes with a run's first epoch.",
    },
    "val_loss": {
        "label": "Validation loss",
        "nothing": "No validation loss yet.<br>It comes with a run's first epoch.",
    },
    "loss": {
        "label": "Training loss",
        "nothing": "No training loss yet.<br>It comes with a run's first epoch.",
    },
}

NETWORK = {
    "network": "A network: {layers}; {parameters:,} parameters in all.",
    "then": ", then ",
    "pixels": "{count} pixels",
    "layer": "{units:,} {activation} neurons ({extras})",
    "layer_of_one": "{units:,} {activation} neuron ({extras})",
    "outputs": "{count} {activation} outputs ({parameters:,} parameters)",
    "parameters": "{parameters:,} parameters",
    "comma": ", ",
    "batch_norm": "batch norm",
    "dropout": "dropout {share:.3g} %",
    "in_all": "{parameters:,} parameters in all",
    "label_pixels": "pixels",
    "label_size": "28 × 28",
    "label_parameters": "parameters",
}

CHARTS = {
    "accuracy": "Accuracy",
    "loss": "Loss",
    "within": "within an epoch",
    "training": "training",
    "validation": "validation",
    "test": "test",
    "epoch": "epoch",
    "seconds": "seconds of training",
    "parameters": "parameters",
    "hover_epoch": "epoch %{{x}}",
    "hover_seconds": "%{{x:.1f}} s",
    "at_epoch": "{value} (epoch %{{customdata}})",
    "tradeoff": "Up and to the left is better",
    "tradeoff_nothing": "No tested run yet.<br>A run is tested when it ends.",
    "test_accuracy": "test accuracy",
    "point": "{label}: {accuracy:.2f} %, {parameters:,} parameters, {seconds:.1f} s",
    "digit": "digit",
    "images": "images",
    "hover_training": "%{{y:,}} training images of a %{{x}} (%{{customdata:.1f}} %)",
    "hover_test": "%{{y:,}} test images of a %{{x}} (%{{customdata:.1f}} %)",
    "counts": "The most common digit is {most} ({most_count:,} times), the rarest is {least} "
    "({least_count:,} times).",
    "mistakes_nothing": "Nothing tested yet.",
    "mistakes_both": "Both need a test first.",
    "fewer_mistakes": "Fewer mistakes: {a} blue, {b} orange",
    "read_as": "{right} read as {answer}: {times}",
    "both_read_as": "{right} read as {answer}: {a} {times_a}, {b} {times_b}.<br>{judgement}",
    "time": "1 time",
    "times": "{count:,} times",
    "no_difference": "No difference.",
    "reads_better": "{name} reads the {digit} better here.",
    "answer": "answer",
    "right_digit": "right digit",
    "parallel": "Trials: orange scored best, grey worst",
    "parallel_nothing": "Settings and score",
    "parallel_score": "{label} (%)",
    "no_score": "No trial has a score yet.",
    "importances": "What matters most",
    "importances_nothing": "Not known yet.<br>It takes several trials with different scores.",
    "scores": "Scores",
    "trial": "trial",
    "score": "score",
    "best": "best so far",
    "hover_score": "trial %{{x}}, score: %{{customdata:.2f}} %",
    "hover_best": "trial %{{x}}, best so far: %{{customdata:.2f}} %",
    "on": "on",
    "off": "off",
}
