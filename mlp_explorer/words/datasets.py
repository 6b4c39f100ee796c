"""What the screen calls the datasets, and what it says of them."""

from mlp_explorer.words.texts import N_, nest

__all__ = ["DATASET_NAME", "name_dataset"]

# by their keys in `data.DATASETS`
DATASET_NAME = nest(
    {
        "mnist": {
            "label": N_("MNIST: digits"),
            "help": N_("70,000 handwritten digits of 28 × 28 pixels. The tutorial's dataset."),
        },
        "fashion_mnist": {
            "label": N_("Fashion-MNIST: clothes"),
            "help": N_("70,000 pictures of clothes, as large as MNIST's and harder to tell apart."),
        },
        "kmnist": {
            "label": N_("Kuzushiji-MNIST: hiragana"),
            "help": N_("70,000 Japanese signs, cut out of old books; ten hiragana."),
        },
        "digits": {
            "label": N_("Digits, 8 × 8"),
            "help": N_("1,797 handwritten digits of 8 × 8 pixels: a run takes seconds."),
        },
        "iris": {
            "label": N_("Iris: three plants"),
            "help": N_("Four lengths of a flower, in cm; which of three plants is it?"),
        },
        "wine": {
            "label": N_("Wine: three growers"),
            "help": N_("Thirteen measurements of a wine; which of three growers made it?"),
        },
        "breast_cancer": {
            "label": N_("Breast cancer"),
            "help": N_("Thirty measurements of cell nuclei; is it malignant or benign?"),
        },
        "diabetes": {
            "label": N_("Diabetes"),
            "help": N_("Ten measurements of a patient; how far will it be after a year?"),
        },
        "circle": {
            "label": N_("Plane: circle"),
            "help": N_("One class inside, the other around it."),
        },
        "xor": {
            "label": N_("Plane: xor"),
            "help": N_("Opposite quarters belong together: no line parts them."),
        },
        "gauss": {
            "label": N_("Plane: two clouds"),
            "help": N_("Two Gaussians: one line is enough."),
        },
        "spiral": {
            "label": N_("Plane: spiral"),
            "help": N_("Two arms wound around each other: the hardest of them."),
        },
        "moons": {
            "label": N_("Plane: two moons"),
            "help": N_("Two half circles, one in the other."),
        },
        "above_sine": {
            "label": N_("Plane: above a sine"),
            "help": N_("Above the sine, or below it?"),
        },
        "above_cubic": {
            "label": N_("Plane: above a cubic"),
            "help": N_("Above x³ − x, or below it?"),
        },
        "above_corner": {
            "label": N_("Plane: above a corner"),
            "help": N_("Above |x|, or below it?"),
        },
        "plane": {
            "label": N_("Heights: a slope"),
            "help": N_("A height that grows with x₁ + x₂."),
        },
        "hills": {
            "label": N_("Heights: hills"),
            "help": N_("A height over the plane, with hills and hollows."),
        },
        "sine": {"label": N_("Curve: sine"), "help": N_("A number that follows a sine.")},
        "steps": {
            "label": N_("Curve: steps"),
            "help": N_("A number that jumps from step to step."),
        },
        "parabola": {
            "label": N_("Curve: parabola"),
            "help": N_("A number that follows a parabola."),
        },
    }
)


def name_dataset(key: str) -> str:
    """Return what the screen calls a dataset; own data, which has no words here, by its key."""
    return str(DATASET_NAME[key]["label"]) if key in DATASET_NAME else key
