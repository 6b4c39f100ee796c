"""The words of the Data page."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["DATA"]

DATA = Texts(
    {
        "title": N_("The data"),
        "shapes": N_(
            "MNIST: {n_train:,} handwritten digits to learn from and {n_test:,} others to be "
            "tested on. Each is {height} × {width} grey pixels and the digit that was meant."
        ),
        "samples": N_("Sample Images from MNIST Dataset"),
        "digit": N_("Digit"),
        "all": N_("all"),
        "reshuffle": N_("Reshuffle"),
        "first": N_("First {count}"),
        "shown_first": N_("The first {count} training images"),
        "shown_first_of": N_("The first {count} training images of the digit {digit}"),
        "shown_random": N_("{count} random training images"),
        "shown_random_of": N_("{count} random training images of the digit {digit}"),
        "caption": N_("{shown}, with the right answer below each."),
        "counts": N_("How often does each digit occur?"),
        "training": N_("In training: {sentence}"),
        "test": N_("In test: {sentence}"),
        "guessing": N_(
            "Whoever answers {digit} to every image is right in {share:.1f} % of the tests. A "
            "network that has learned anything beats that."
        ),
        "bars": N_("Bars."),
        "means": N_("The mean image of each digit"),
        "means_note": N_(
            "All training images of a digit, laid on top of each other. Where it is sharp, "
            "people write alike; where it is blurred, everybody writes in their own way."
        ),
        "scaling": N_("What dividing by 255 does"),
        "image": N_("Training image, 0 to {last:,}"),
        "crop": N_("Training image {number}, the digit {digit}; the framed part is in the tables"),
        "stored": N_("The framed pixels as stored"),
        "divided": N_("The same, divided by 255"),
        "sums_head": N_("| a typical neuron | its sum z | sigmoid(z) | slope there |"),
        "sums_stored": N_("as stored"),
        "sums_divided": N_("÷ 255"),
        "sums": N_(
            "Before training, the weights are small random numbers. With pixels up to 255 the sums "
            "are so large that {share:.0f} % of the {units} neurons sit where the sigmoid is flat. "
            "Learning multiplies by the slope there, almost 0, so they hardly learn. With pixels "
            "from 0 to 1 the slopes are steep, and the steps of all weights are of similar size."
        ),
    }
)
