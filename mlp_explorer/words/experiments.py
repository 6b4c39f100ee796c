"""The words of the three experiments: their runs, and the sentences of their results."""

__all__ = ["EXPERIMENT"]

EXPERIMENT = {
    "scaling_title": "Scaling",
    "scaling_question": "Does it matter whether pixels are 0 to 1 or 0 to 255?",
    "scaled": "0 to 1",
    "raw": "0 to 255",
    "scaling": "With pixels of 0 to 1 it reads {scaled} of the test images, with pixels of 0 to "
    "255 {raw}.",
    "scaling_better": "Dividing by 255 is worth {points} points here, and costs nothing.",
    "scaling_worse": "Here the unscaled pixels did better, by {points} points: that is rare.",
    "scaling_same": "Here it makes no clear difference.",
    "overfitting_title": "Overfitting",
    "overfitting_question": "What helps a network that has only 400 images to learn from?",
    "plain": "no help",
    "dropout": "dropout",
    "l2": "L2",
    "early_stopping": "early stopping",
    "overfitting": "In its last epoch, the one without help read {train} of its training "
    "images, and it reads {test} of new ones: it overfits.",
    "overfitting_hardly": "In its last epoch, the one without help read {train} of its "
    "training images, and it reads {test} of new ones: it hardly overfits.",
    "overfitting_most": "{name} helped most: {points} points more on new images.",
    "overfitting_chance": "{name} did best on new images, with {test}: a difference that may be "
    "chance. More images would help more.",
    "overfitting_none": "None of the three helped here. More images would.",
    "size_title": "Size",
    "size_question": "How much accuracy do more neurons buy, and what do they cost?",
    "wide": "{units} neurons",
    "deep": "three layers of {units}",
    "size_rose": "From {low} to {high}, accuracy rose from {before} to {after}; the network has "
    "{weights} times as many weights, and an epoch took {times} times as long.",
    "size_fell": "From {low} to {high}, accuracy fell from {before} to {after}; the network has "
    "{weights} times as many weights, and an epoch took {times} times as long.",
    "size_same": "From {low} to {high}, accuracy stayed at {after}; the network has {weights} "
    "times as many weights, and an epoch took {times} times as long.",
    "size_deep_better": "{name} did better still: {test}.",
    "size_deep_worse": "{name} did worse: {test}, near {same}.",
    "size_deep_as_well": "{name} did as well: {test}.",
}
