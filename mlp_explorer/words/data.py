"""The words of the Data page."""

from mlp_explorer.words.texts import N_, Texts, nest

__all__ = ["CLASS", "DATA", "SAMPLE"]

DATA = Texts(
    {
        "title": N_("The data"),
        "source": N_("From {source}. Licence: {licence}."),
        "made": N_("A seed makes these points: the same seed, the same points."),
        "mnist_shapes": N_(
            "MNIST: {n_train:,} handwritten digits to learn from and {n_test:,} others to be "
            "tested on. Each is {height} × {width} grey pixels and the digit that was meant."
        ),
        "pictures_shapes": N_(
            "{n_train:,} pictures to learn from and {n_test:,} others to be tested on. Each is "
            "{height} × {width} grey pixels and the class that it belongs to."
        ),
        "table_shapes": N_(
            "{n_train:,} rows to learn from and {n_test:,} others to be tested on. Each has "
            "{features} numbers, its features, and the class that it belongs to."
        ),
        "plane_shapes": N_(
            "{n_train:,} points to learn from and {n_test:,} others to be tested on. Each is two "
            "numbers, x₁ and x₂, and the class that it belongs to."
        ),
        "numbers_shapes": N_(
            "{n_train:,} rows to learn from and {n_test:,} others to be tested on. Each has "
            "{features} numbers, its features, and one more that is to be found: {answer}."
        ),
        "heights_shapes": N_(
            "{n_train:,} points to learn from and {n_test:,} others to be tested on. Each is two "
            "numbers, x₁ and x₂, and a third that is to be found, its height."
        ),
        "curve_shapes": N_(
            "{n_train:,} points to learn from and {n_test:,} others to be tested on. Each is a "
            "number, x, and another one that is to be found, y."
        ),
        "mnist_samples": N_("Sample Images from MNIST Dataset"),
        "samples": N_("Sample images"),
        "rows": N_("Sample rows"),
        "row": N_("row"),
        "all": N_("all"),
        "reshuffle": N_("Reshuffle"),
        "first": N_("First {count}"),
        "caption": N_("{shown}, with the right answer below each."),
        "rows_caption": N_("{shown}. A click on a column's head sorts them."),
        "training": N_("In training: {sentence}"),
        "test": N_("In test: {sentence}"),
        "bars": N_("Bars."),
        "scaling": N_("What dividing by {white:g} does"),
        "image": N_("Training image, 0 to {last:,}"),
        "stored": N_("The framed pixels as stored"),
        "divided": N_("The same, divided by {white:g}"),
        "sums_head": N_("| a typical neuron | its sum z | sigmoid(z) | slope there |"),
        "sums_stored": N_("as stored"),
        "sums_divided": N_("÷ {white:g}"),
        "sums": N_(
            "Before training, the weights are small random numbers. With pixels up to {white:g} "
            "the sums are so large that {share:.0f} % of the {units} neurons sit where the sigmoid "
            "is flat. Learning multiplies by the slope there, almost 0, so they hardly learn. With "
            "pixels from 0 to 1 the slopes are steep, and the steps of all weights are of similar "
            "size."
        ),
        "spread": N_("How do the classes differ?"),
        "relation": N_("How does the answer go with a feature?"),
        "correlation": N_(
            "{answer} over {feature}: their correlation in the training part is {share:.2f}. A "
            "network sees all features at once, and bends."
        ),
        "answers": N_("How are the answers spread: {answer}"),
        "answer_range": N_("answers"),
        "mean_guess": N_(
            "Whoever always answers the mean of the training part, {mean}, is off by {off} on "
            "average in the test, and has an R² of about 0. A network that has learned anything "
            "beats that."
        ),
        "feature": N_("Feature"),
        "feature_range": N_("{name}: {low} to {high}, {mean} on average."),
        "outlines": N_(
            "How many training rows of each class have which {feature}. Where the outlines lie "
            "apart, this feature alone tells the classes apart."
        ),
        "scale_rows": N_("What scaling does"),
        "scale_why": N_(
            "One feature may be counted in thousands, another in hundredths. Without scaling, the "
            "large numbers drown the small ones. So each column is brought to a mean of 0 and a "
            "spread of 1: less its mean, divided by its spread (its standard deviation)."
        ),
        "scale_of": N_(
            "Mean and spread are learned from the {count:,} rows that train, and from no others: "
            "what is to be tested must stay unknown."
        ),
        "training_row": N_("Training row, 0 to {last:,}"),
        "scaled_row": N_("Training row {number}, {name}: before and after scaling"),
        "before": N_("as stored"),
        "column_mean": N_("mean of the column"),
        "column_spread": N_("its spread"),
        "after": N_("scaled"),
        "points": N_("The points"),
        "points_note": N_(
            "Full marks are to learn from, hollow ones are the test. Each class has a shape and a "
            "colour of its own."
        ),
        "numbers_note": N_("Full marks are to learn from, hollow ones are the test."),
        "points_alt": N_("Points on a plane. {about} {sentences}"),
    }
)

# which examples are shown, by what they are
SAMPLE = nest(
    {
        "digit": {
            "first": N_("The first {count} training images"),
            "first_of": N_("The first {count} training images of the digit {name}"),
            "random": N_("{count} random training images"),
            "random_of": N_("{count} random training images of the digit {name}"),
        },
        "picture": {
            "first": N_("The first {count} training images"),
            "first_of": N_("The first {count} training images of the class {name}"),
            "random": N_("{count} random training images"),
            "random_of": N_("{count} random training images of the class {name}"),
        },
        "row": {
            "first": N_("The first {count} training rows"),
            "first_of": N_("The first {count} training rows of the class {name}"),
            "random": N_("{count} random training rows"),
            "random_of": N_("{count} random training rows of the class {name}"),
        },
    }
)

# what is said of classes: digits, or others
CLASS = nest(
    {
        "digit": {
            "label": N_("Digit"),
            "counts": N_("How often does each digit occur?"),
            "guessing": N_(
                "Whoever answers {name} to every image is right in {share:.1f} % of the tests. A "
                "network that has learned anything beats that."
            ),
            "means": N_("The mean image of each digit"),
            "means_note": N_(
                "All training images of a digit, laid on top of each other. Where it is sharp, "
                "people write alike; where it is blurred, everybody writes in their own way."
            ),
            "crop": N_(
                "Training image {number}, the digit {name}; the framed part is in the tables"
            ),
        },
        "class": {
            "label": N_("Class"),
            "counts": N_("How often does each class occur?"),
            "guessing": N_(
                "Whoever always answers {name} is right in {share:.1f} % of the tests. A network "
                "that has learned anything beats that."
            ),
            "means": N_("The mean image of each class"),
            "means_note": N_(
                "All training images of a class, laid on top of each other. Where it is sharp, "
                "they are alike; where it is blurred, they differ."
            ),
            "crop": N_("Training image {number}, {name}; the framed part is in the tables"),
        },
    }
)
