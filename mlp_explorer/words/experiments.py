"""The words of the experiments: their runs, and the sentences of their results."""

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
        "columns_title": N_("A table's columns"),
        "columns_question": N_(
            "Thirteen measurements of a wine, one near 0.3, one near 750: do columns have to be "
            "scaled?"
        ),
        "columns_scaled": N_("scaled"),
        "columns_raw": N_("as they are"),
        "columns_better": N_(
            "With scaled columns it finds the grower of {scaled} of the test wines, with columns "
            "as they are of {raw}: the large numbers drown the small ones."
        ),
        "columns_worse": N_(
            "With scaled columns it finds the grower of {scaled} of the test wines, with columns "
            "as they are of {raw}: that is rare."
        ),
        "columns_same": N_(
            "With scaled columns it finds the grower of {scaled} of the test wines, with columns "
            "as they are of {raw}: here it makes no clear difference."
        ),
        "inputs_title": N_("Inputs"),
        "inputs_question": N_(
            "Opposite quarters of a plane belong together. Can a further input take the place of a "
            "hidden layer?"
        ),
        "two": N_("a line: x₁, x₂"),
        "product": N_("with x₁x₂ as well"),
        "hidden": N_("{units} hidden neurons"),
        "inputs_both": N_(
            "No line tells them apart: {line} are right. The product x₁x₂ has the answer in its "
            "sign, {product}; the hidden layer finds as much by itself, {layer}."
        ),
        "inputs_product": N_(
            "No line tells them apart: {line} are right. The product x₁x₂ has the answer in its "
            "sign, {product}; the hidden layer has to find that by itself, and has come to {layer}."
        ),
        "inputs_layer": N_(
            "No line tells them apart: {line} are right. The hidden layer has found a way by "
            "itself, {layer}; with the product x₁x₂ it is {product}."
        ),
        "inputs_none": N_(
            "None of them tells the quarters apart here: {line}, {product} and {layer} are right."
        ),
    }
)
