"""Sentences made of curves, and the states of runs."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["COMPARISON", "READING", "STATE"]

STATE = Texts(
    {
        "queued": N_("queued"),
        "running": N_("running"),
        "paused": N_("paused"),
        "finished": N_("finished"),
        "stopped": N_("stopped"),
        "failed": N_("failed"),
        "interrupted": N_("interrupted"),
    }
)

READING = Texts(
    {
        "diverged": N_(
            "The loss is no longer a number: the steps were so large that the weights "
            "overflowed. Try a learning rate ten times smaller."
        ),
        "no_epoch": N_("No epoch was finished, so there is no curve to read."),
        "too_short": N_("Too few epochs to read a trend: train for 3 or more."),
        "only_guessing": N_("it never got past {best} where guessing gives {chance}"),
        "only_mean": N_("it never got past {best} where always answering the mean gives 0"),
        "not_learning": N_(
            "Not learning: {fact}. Too small or too large a learning rate, too many sigmoid layers "
            "or unscaled inputs are the usual reasons."
        ),
        "strong_penalty": N_(
            "Not learning: {fact}. {penalty} of {value:g} pulls the weights to 0 more strongly "
            "than the examples pull them elsewhere. Try a hundredth of it."
        ),
        "few_steps": N_(
            "Batch normalization is tested with means over many steps, and after {steps} steps "
            "{share:.0f} % of them is still the first guess: the network does worse in validation "
            "and test than it could. More steps help: more epochs, or smaller batches."
        ),
        "validation_better_mean": N_(
            "Validation is above training, and that is no mistake: training's figure is the mean "
            "over an epoch in which the network still learned, validation's is of the epoch's end."
        ),
        "validation_better_dropout": N_(
            "Validation is above training, and that is no mistake: while it trains, dropout takes "
            "neurons away; validation has all of them."
        ),
        "validation_better_distorted": N_(
            "Validation is above training, and that is no mistake: the training images are "
            "distorted, those of validation are not."
        ),
        "validation_better_dropout_distorted": N_(
            "Validation is above training, and that is no mistake: the training images are "
            "distorted and dropout takes neurons away; in validation neither is so."
        ),
        "overfitting": N_(
            "Overfitting since epoch {epoch}: the training loss went on falling while the "
            "validation loss rose again. The network learns its examples by heart; dropout, L2, "
            "more examples or early stopping help."
        ),
        "improving_validation": N_(
            "Still improving: the validation loss was falling to the last epoch, "
            "so more epochs would help."
        ),
        "improving_training": N_(
            "Still improving: the training loss was falling to the last epoch, so "
            "more epochs would help."
        ),
        "improving_validation_faded": N_(
            "Still improving: the validation loss was falling to the last epoch, though the "
            "schedule has brought the learning rate down to 0. Over more epochs the schedule falls "
            "more slowly, and that would help."
        ),
        "improving_training_faded": N_(
            "Still improving: the training loss was falling to the last epoch, though the "
            "schedule has brought the learning rate down to 0. Over more epochs the schedule falls "
            "more slowly, and that would help."
        ),
        "levelling_validation": N_(
            "Levelling off since epoch {epoch}: the validation loss hardly falls "
            "any more, so more epochs alone will not help much."
        ),
        "levelling_training": N_(
            "Levelling off since epoch {epoch}: the training loss hardly falls any "
            "more, so more epochs alone will not help much."
        ),
        "levelling_validation_faded": N_(
            "Levelling off since epoch {epoch}: the validation loss hardly falls any more, as the "
            "schedule has brought the learning rate down to 0 or as there is little left to learn."
        ),
        "levelling_training_faded": N_(
            "Levelling off since epoch {epoch}: the training loss hardly falls any more, as the "
            "schedule has brought the learning rate down to 0 or as there is little left to learn."
        ),
    }
)

COMPARISON = Texts(
    {
        "same": N_("The same settings and seed: the curves should be the same."),
        "seed_only": N_(
            "Only the seed differs ({seeds}): what differs between the curves is chance."
        ),
        "one": N_("They differ in {setting} only: {values}."),
        "several": N_("They differ in {count} settings: {settings}."),
        "setting": N_("{setting} ({values})"),
        "against": N_("{first} against {second}"),
        "owners": N_("{value} in {runs}"),
        "between_owners": N_("; "),
        "comma": N_(", "),
        "and": N_("{first} and {last}"),
        "on": N_("on"),
        "off": N_("off"),
        "none": N_("none"),
        "share": N_("{share:.6g} %"),
        "layer": N_("{units} {activation}"),
        "layer_extras": N_("{units} {activation} ({extras})"),
        "batch_norm": N_("batch norm"),
        "dropout": N_("dropout {share:.6g} %"),
        "one_seed_each": N_("One seed each proves nothing: train each with 3 or more seeds."),
        "one_seed": N_("One seed of {name} proves nothing: train it with 3 or more seeds."),
        "constant_same": N_("No winner: {score} with every seed of both."),
        "constant": N_(
            "{better} has {high} with every seed, {worse} {low}. Where no seed "
            "makes a difference, chance cannot be judged: were the seeds different?"
        ),
        "better_each": N_(
            "{better} is better: {mean} against {other_mean}, {difference} (95 % interval: {low} "
            "to {high}), and over {seeds} seeds each chance alone would hardly give that."
        ),
        "better": N_(
            "{better} is better: {mean} against {other_mean}, {difference} (95 % interval: {low} "
            "to {high}), and over {seeds} and {other_seeds} seeds chance alone would hardly "
            "give that."
        ),
        "no_winner": N_(
            "No winner: {better} has {mean}, {worse} {other_mean}, but {difference} (95 % "
            "interval: {low} to {high}) may well be chance. More seeds would tell more."
        ),
        "points": N_("{number} points"),
    }
)
