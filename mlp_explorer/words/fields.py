"""The words of number fields, on every page."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["FIELD"]

FIELD = Texts(
    {
        "less": N_("{label}: {step} less"),
        "more": N_("{label}: {step} more"),
        "one_less": N_("{label}: one less"),
        "one_more": N_("{label}: one more"),
        "next_less": N_("{label}: lower"),
        "next_more": N_("{label}: higher"),
    }
)
