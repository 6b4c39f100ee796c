"""What is said of files that somebody has brought: what was understood, left out, or refused."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["DATASET"]

DATASET = Texts(
    {
        # files
        "nothing": N_("Nothing arrived; bring at least one file."),
        "no_file": N_("There is no file “{name}”."),
        "empty_file": N_("“{name}” is empty; bring a file with data in it."),
        "many_files": N_("More than {most:,} files arrived; allowed are {most:,}."),
        "large_file": N_("“{name}”: {got:.1f} GB arrived; allowed are {most:.1f} GB."),
        "bomb": N_(
            "“{name}” would be far too large when unpacked; allowed are {most:.1f} GB, and no more "
            "than 200 times what it is when packed."
        ),
        "many_members": N_("“{name}” holds too many files; allowed are {most:,}."),
        "encrypted": N_("“{name}” has a password; bring it without one."),
        "damaged": N_("“{name}” is damaged or incomplete; bring it again."),
        "pickle": N_(
            "“{name}” holds Python objects (a pickle), which can run any code, so it is never "
            "opened. Save pictures as plain arrays, np.savez(“mine.npz”, x_train=x, y_train=y), "
            "and a table as CSV."
        ),
        "gone": N_(
            "The data “{key}” is not on this server: it was thrown away, or never brought here. "
            "Bring the same files again to go on with it, or choose another dataset."
        ),
        "private": N_(
            "The data “{key}” was brought by somebody for themselves alone. Choose another dataset."
        ),
        # parts
        "held_out": N_("Every sixth is held out for the test: {count} of them."),
        "in_both": N_("{count} of the training part were in the test part, too, and are left out."),
        "needed": N_(
            "{count} of the test part are left out of it: a class has nothing else to train with."
        ),
        "one_name": NP_(
            "What was drawn has {count} name; to learn takes drawings of two or more.",
            "What was drawn has {count} names; to learn takes drawings of two or more.",
        ),
        "too_few": N_(
            "{train:,} examples to train and {test:,} to test are left; allowed is at least one of "
            "each. None may be in both, and each class needs one to train."
        ),
    }
)
