"""What is said of files of pictures that somebody has brought: understood, left out, refused."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["PICTURE_FILES"]

PICTURE_FILES = Texts(
    {
        "none": N_("“{name}” has no pictures that can be read."),
        # arrays
        "no_pictures": N_(
            "No pictures were found among {names}. Allowed are pictures × height × width, or a "
            "row of pixels each."
        ),
        "no_answers": N_(
            "{name}: there is no column with answers. This can be asked, not learned; bring the "
            "answers, too, or a file for each class."
        ),
        "cannot_tell": N_(
            "It cannot be told which pictures belong to which answers. There are {names}. Names "
            "such as x_train, y_train, x_test, y_test say it."
        ),
        "other_size": N_(
            "“{name}”: pictures of {got} arrived after some of {wanted}; allowed is one size."
        ),
        "no_number": N_(
            "“{name}”: picture {row:,} has a pixel that is no number; allowed are finite numbers."
        ),
        "blank": N_("All pixels of all pictures are {got:g}; there is nothing to learn from."),
        # answers
        "labels_shape": N_(
            "“{name}”: answers of shape {shape} and type {type} arrived; allowed is one number or "
            "name for each picture."
        ),
        "fraction": N_(
            "“{name}”, row {row:,}: “{got}” arrived as an answer; allowed are whole numbers and "
            "names."
        ),
        "no_one_hot": N_(
            "“{name}”: answers of shape {shape} arrived; allowed is one answer a picture, or rows "
            "with a single 1, which row {row:,} is not."
        ),
        "one_class": N_(
            "All pictures are of one class, “{names}”; to learn takes two or more. Bring a folder "
            "or a file for each."
        ),
        "many_classes": N_(
            "{got:,} different answers arrived, such as {names}; allowed are 2 to {most}."
        ),
        # tables of pixels
        "no_rows": N_("“{name}” has no row with pixels and an answer; bring at least two."),
        "unread_rows": NP_(
            "“{name}”: row {row:,} cannot be read; allowed are as many fields as in the others, "
            "and numbers.",
            "“{name}”: {count:,} rows cannot be read, the first is row {row:,}; allowed are as "
            "many fields as in the others, and numbers.",
        ),
        # what was understood
        "grey": N_("Colours have become grey."),
        "shrunk": N_(
            "Pictures of {width} × {height} are shrunk: squares of {step} × {step} pixels have "
            "become one."
        ),
        "stretched": N_("Pixels from {least:g} to {most:g} are taken for black to white."),
        "thinned": N_("{count:,} pictures are too many: one of {step} is kept."),
        "turned": N_("Pictures are turned and mirrored, which EMNIST's files need."),
        "inverted": N_("Pictures are dark on light: white ink on black is made of them."),
        "redrawn": N_("Pictures are brought into MNIST's form, as Draw does it: 28 × 28, centred."),
        "kept_whole": N_("Pictures are no drawings on paper: kept whole, in grey, as 28 × 28."),
        "light_ink": N_("The ink of all pictures is taken for lighter than its paper."),
        "dark_ink": N_("The ink of all pictures is taken for darker than its paper."),
        # what was left out
        "left_system": NP_(
            "1 file of the system's own, such as .DS_Store, is left out.",
            "{count:,} files of the system's own, such as .DS_Store, are left out.",
        ),
        "left_others": NP_(
            "1 other file is no picture and left out.",
            "{count:,} other files are no pictures and left out.",
        ),
        "left_empty": NP_(
            "A folder without pictures is left out: {names}.",
            "{count:,} folders without pictures are left out: {names}.",
        ),
        "left_unread": NP_(
            "1 picture cannot be read and is left out: {names}.",
            "{count:,} pictures cannot be read and are left out: {names}.",
        ),
        "left_blank": NP_(
            "1 picture is as good as blank and left out: {names}.",
            "{count:,} pictures are as good as blank and left out: {names}.",
        ),
        "left_no_folder": NP_(
            "1 picture lies in no folder of a class and is left out: {names}.",
            "{count:,} pictures lie in no folder of a class and are left out: {names}.",
        ),
        "left_objects": N_("“{name}” holds Python objects, which are never opened: left out."),
        "left_arrays": N_("Not used: {names}."),
        "left_unanswered": N_("“{name}” has no column with answers and is left out."),
        "left_columns": N_("“{name}”: columns left out: {names}."),
        "left_rows": NP_(
            "“{name}”: 1 row that cannot be read is left out, row {row:,}.",
            "“{name}”: {count:,} rows that cannot be read are left out, the first is row {row:,}.",
        ),
        "left_no_answer": NP_(
            "“{name}”: 1 row without an answer is left out.",
            "“{name}”: {count:,} rows without an answer are left out.",
        ),
        "left_unknown": NP_(
            "1 picture to validate or test is of a class that the training part has not: left out.",
            "{count:,} pictures to validate or test are of classes that the training part has not: "
            "left out.",
        ),
    }
)
