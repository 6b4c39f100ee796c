"""The words of the three experiments: their runs, and the sentences of their results."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["EXPERIMENT"]

EXPERIMENT = Texts(
    {
        "scaling_title": N_("Scaling"),
        "scaling_question": N_("Does it matter whether pixels are 0 to 1 or 0 to 255?"),
        "scaled": N_("0 to 1"),
        "raw": N_("0 to 255"),
        "scaling": N_(
            "With pixels of 0 to 1 it reads {scaled} of the test images, with pixels of 0 to "
            "255 {raw}."
        ),
        "scaling_better": N_("Dividing by 255 is worth {points} points here, and costs nothing."),
        "scaling_worse": N_(
            "Here the unscaled pixels did better, by {points} points: that is rare."
        ),
        "scaling_same": N_("Here it makes no clear difference."),
        "overfitting_title": N_("Overfitting"),
        "overfitting_question": N_("What helps a network that has only 400 images to learn from?"),
        "plain": N_("no help"),
        "dropout": N_("dropout"),
        "l2": N_("L2"),
        "early_stopping": N_("early stopping"),
        "overfitting": N_(
            "In its last epoch, the one without help read {train} of its training "
            "images, and it reads {test} of new ones: it overfits."
        ),
        "overfitting_hardly": N_(
            "In its last epoch, the one without help read {train} of its "
            "training images, and it reads {test} of new ones: it hardly overfits."
        ),
        "overfitting_most": N_("{name} helped most: {points} points more on new images."),
        "overfitting_chance": N_(
            "{name} did best on new images, with {test}: a difference that may be "
            "chance. More images would help more."
        ),
        "overfitting_none": N_("None of the three helped here. More images would."),
        "size_title": N_("Size"),
        "size_question": N_("How much accuracy do more neurons buy, and what do they cost?"),
        "wide": N_("{units} neurons"),
        "deep": N_("three layers of {units}"),
        "size_rose": N_(
            "From {low} to {high}, accuracy rose from {before} to {after}; the network has "
            "{weights} times as many weights, and an epoch took {times} times as long."
        ),
        "size_fell": N_(
            "From {low} to {high}, accuracy fell from {before} to {after}; the network has "
            "{weights} times as many weights, and an epoch took {times} times as long."
        ),
        "size_same": N_(
            "From {low} to {high}, accuracy stayed at {after}; the network has {weights} "
            "times as many weights, and an epoch took {times} times as long."
        ),
        "size_deep_better": N_("{name} did better still: {test}."),
        "size_deep_worse": N_("{name} did worse: {test}, near {same}."),
        "size_deep_as_well": N_("{name} did as well: {test}."),
    }
)
