"""The words of the Data page."""

__all__ = ["DATA"]

DATA = {
    "title": "The data",
    "shapes": "MNIST: {n_train:,} handwritten digits to learn from and {n_test:,} others to be "
    "tested on. Each is {height} × {width} grey pixels and the digit that was meant.",
    "samples": "Sample Images from MNIST Dataset",
    "digit": "Digit",
    "all": "all",
    "reshuffle": "Reshuffle",
    "first": "First {count}",
    "shown_first": "The first {count} training images",
    "shown_first_of": "The first {count} training images of the digit {digit}",
    "shown_random": "{count} random training images",
    "shown_random_of": "{count} random training images of the digit {digit}",
    "caption": "{shown}, with the right answer below each.",
    "counts": "How often does each digit occur?",
    "training": "In training: {sentence}",
    "test": "In test: {sentence}",
    "guessing": "Whoever answers {digit} to every image is right in {share:.1f} % of the tests. A "
    "network that has learned anything beats that.",
    "bars": "Bars.",
    "means": "The mean image of each digit",
    "means_note": "All training images of a digit, laid on top of each other. Where it is sharp, "
    "people write alike; where it is blurred, everybody writes in their own way.",
    "scaling": "What dividing by 255 does",
    "image": "Training image, 0 to {last:,}",
    "crop": "Training image {number}, the digit {digit}; the framed part is in the tables",
    "stored": "The framed pixels as stored",
    "divided": "The same, divided by 255",
    "sums_head": "| a typical neuron | its sum z | sigmoid(z) | slope there |",
    "sums_stored": "as stored",
    "sums_divided": "÷ 255",
    "sums": "Before training, the weights are small random numbers. With pixels up to 255 the sums "
    "are so large that {share:.0f} % of the {units} neurons sit where the sigmoid is flat. "
    "Learning multiplies by the slope there, almost 0, so they hardly learn. With pixels from 0 to "
    "1 the slopes are steep, and the steps of all weights are of similar size.",
}
