"""Sentences made of curves, and the states of runs."""

__all__ = ["COMPARISON", "READING", "STATE"]

STATE = {
    "queued": "queued",
    "running": "running",
    "paused": "paused",
    "finished": "finished",
    "stopped": "stopped",
    "failed": "failed",
    "interrupted": "interrupted",
}

READING = {
    "diverged": "The loss is no longer a number: the steps were so large that the weights "
    "overflowed. Try a learning rate ten times smaller.",
    "no_epoch": "No epoch was finished, so there is no curve to read.",
    "too_short": "Too few epochs to read a trend: train for 3 or more.",
    "not_learning": "Not learning: it never got past {best:.0f} % where guessing gives "
    "{chance:.0f} %. Too small or too large a learning rate, too many sigmoid layers or unscaled "
    "pixels are the usual reasons.",
    "overfitting": "Overfitting since epoch {epoch}: the training loss went on falling while the "
    "validation loss rose again. The network learns its examples by heart; dropout, L2, more "
    "images or early stopping help.",
    "improving_validation": "Still improving: the validation loss was falling to the last epoch, "
    "so more epochs would help.",
    "improving_training": "Still improving: the training loss was falling to the last epoch, so "
    "more epochs would help.",
    "levelling_validation": "Levelling off since epoch {epoch}: the validation loss hardly falls "
    "any more, so more epochs alone will not help much.",
    "levelling_training": "Levelling off since epoch {epoch}: the training loss hardly falls any "
    "more, so more epochs alone will not help much.",
}

COMPARISON = {
    "same": "The same settings and seed: the curves should be the same.",
    "seed_only": "Only the seed differs ({seeds}): what differs between the curves is chance.",
    "one": "They differ in {setting} only: {values}.",
    "several": "They differ in {count} settings: {settings}.",
    "setting": "{setting} ({values})",
    "against": "{first} against {second}",
    "owners": "{value} in {runs}",
    "between_owners": "; ",
    "comma": ", ",
    "and": "{first} and {last}",
    "on": "on",
    "off": "off",
    "none": "none",
    "share": "{share:.6g} %",
    "layer": "{units} {activation}",
    "layer_extras": "{units} {activation} ({extras})",
    "batch_norm": "batch norm",
    "dropout": "dropout {share:.6g} %",
    "one_seed_each": "One seed each proves nothing: train each with 3 or more seeds.",
    "one_seed": "One seed of {name} proves nothing: train it with 3 or more seeds.",
    "constant_same": "No winner: {share:.2f} % with every seed of both.",
    "constant": "{better} has {high:.2f} % with every seed, {worse} {low:.2f} %. Where no seed "
    "makes a difference, chance cannot be judged: were the seeds different?",
    "better_each": "{better} is better: {mean} against {other_mean}, {points} points (95 % "
    "interval: {low} to {high}), and over {seeds} seeds each chance alone would hardly give that.",
    "better": "{better} is better: {mean} against {other_mean}, {points} points (95 % interval: "
    "{low} to {high}), and over {seeds} and {other_seeds} seeds chance alone would hardly give "
    "that.",
    "no_winner": "No winner: {better} has {mean}, {worse} {other_mean}, but {points} points (95 % "
    "interval: {low} to {high}) may well be chance. More seeds would tell more.",
    "mean": "{mean:.{places}f} %",
}
