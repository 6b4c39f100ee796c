"""What is said of datasets that are fetched when a person asks."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["FETCH", "FETCHING"]

# what pages show in place of the dataset
FETCHING = Texts(
    {
        "to_be_fetched": N_("{name} (fetch)"),
        "not_here": N_(
            "{name} is not here yet. Its files, {size} MB, come from {host} and stay in the home "
            "folder of this app, for everybody who uses it."
        ),
        "fetch": N_("Fetch {name} ({size} MB)"),
        "going": N_("{name}: {done:.1f} of {total:.1f} MB from {host}"),
        "end": N_("Stop fetching"),
        "drop": N_("Or drop its files in"),
        "drop_help": N_(
            "All of them at once: the four files whose names end in ubyte.gz, or an npz file with "
            "x_train, y_train, x_test and y_test, or the four npz files that KMNIST has."
        ),
    }
)

# what can go wrong
FETCH = Texts(
    {
        "missing": N_(
            "The dataset {dataset} is not here. The page “Data” fetches it; a worker on another "
            "machine needs the folder datasets/{dataset} of the app's home folder in its own."
        ),
        "settings": N_(
            "{variable}: the file “{name}” does not say where datasets come from ({reason})."
        ),
        "failed": N_(
            "It could not be fetched from {host}: {reason}. Try again later, or have its files "
            "from elsewhere and drop them in here."
        ),
        "another_file": N_(
            "What {host} sent as “{name}” is not the file that was to come (its SHA-256 differs), "
            "so nothing was kept. Try again, or drop the files in here."
        ),
        "broken": N_("It could not be read once it was here; the terminal shows why."),
        "not_kept": N_("It could not be kept in the home folder: {reason}."),
        "not_both": N_(
            "Pictures to train with and to test with are needed, with the classes of both: "
            "{n_train:,} and {n_test:,} of them. Bring all files at once."
        ),
        "other_count": N_(
            "{train:,} pictures to train with and {test:,} to test with arrived; this dataset has "
            "{n_train:,} and {n_test:,}."
        ),
        "other_shape": N_("Pictures of {height} × {width} arrived; this dataset has 28 × 28."),
        "other_classes": N_("The classes are not those of this dataset: numbers from 0 to {most}."),
        "unequal": N_(
            "These are other pictures: {dataset} has as many of each class as of any other."
        ),
    }
)
