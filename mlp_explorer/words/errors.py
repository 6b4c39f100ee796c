"""From a code and values to a sentence: what went wrong, how the engine is.

A code is a key of `ERROR`, or of another dictionary with that one's name before it, such as
`store.full`. Any other text is not ours and stands for itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mlp_explorer.words.app import ENGINE, LOSS, MEMORY
from mlp_explorer.words.dataset_errors import DATASET
from mlp_explorer.words.drawing_errors import DRAWING
from mlp_explorer.words.fetching import FETCH
from mlp_explorer.words.numbers import write_number
from mlp_explorer.words.picture_files import PICTURE_FILES
from mlp_explorer.words.reading import READING
from mlp_explorer.words.settings import SETTING, label_setting
from mlp_explorer.words.store_errors import STORE
from mlp_explorer.words.table_files import TABLE_FILES
from mlp_explorer.words.texts import N_, Texts

__all__ = ["ERROR", "write_sentence"]

ERROR = Texts(
    {
        # settings of a network; {field} is one of them
        "unknown_name": N_("{field}: “{got}” is not possible; allowed are {names}."),
        "unknown_setting": N_("“{got}” is not a setting of a network."),
        "no_text": N_("{field}: “{got}” is not possible; allowed is text."),
        "no_truth": N_("{field}: “{got}” is not possible; allowed are true and false."),
        "no_own_set": N_(
            "{field}: “{got}” is not possible; "
            "allowed are 16 hexadecimal digits (0 to 9, a to f), or "
            "nothing."
        ),
        "number": N_("{field}: “{got}” is not possible; allowed are numbers from {low} to {high}."),
        "whole_number": N_(
            "{field}: “{got}” is not possible; allowed are whole numbers from {low} to {high}."
        ),
        "layers": N_(
            "Hidden layers: {got} is not possible; "
            "allowed are 0 to {most}, each with neurons and an "
            "activation."
        ),
        "no_layers": N_(
            "Hidden layers: “{got}” is not possible; "
            "allowed are 0 to {most}, each with neurons and an "
            "activation."
        ),
        "too_many_layers": N_("Hidden layers: {got} is not possible; allowed are 0 to {most}."),
        "layer_words": N_(
            "Hidden layers: “{got}” is not possible; "
            "allowed are words like 256-sigmoid or 64-relu-0.2-bn, "
            "joined by ~."
        ),
        "none_to_train": N_(
            "Training examples and validation split: {images} examples with a split of {split:g} "
            "leave none to train on; allowed is what leaves at least 1."
        ),
        "head": N_(
            "Output and loss: “{got}” does not fit the dataset {dataset}; allowed are {names}."
        ),
        "too_many_examples": N_(
            "Training examples: {got:,} is not possible; the dataset {dataset} has {most:,}."
        ),
        "not_distorted": N_(
            "Augmentation is for pictures of 28 × 28 pixels; the dataset {dataset} has others."
        ),
        "features_of_others": N_(
            "Inputs: “{got}” does not fit the dataset {dataset}; allowed are {names}."
        ),
        "no_feature": N_("Inputs: a network needs one at least."),
        "not_drawn": N_("Own drawings are mixed with MNIST alone, not with the dataset {dataset}."),
        "newer_config": N_(
            "Version of a configuration: {got} is not possible; "
            "allowed is {version}. A newer MLP Explorer "
            "has written it."
        ),
        # what a search varies
        "nothing_varies": N_("Nothing varies yet. Choose at least one setting."),
        "cannot_vary": N_("“{got}” cannot vary; allowed are {names}."),
        "no_value": N_("{varied}: there is no value; allowed is a list of one or more."),
        "no_range": N_(
            "{varied}: {first:g} to {last:g} is not possible; allowed is a lower number first."
        ),
        "no_log_range": N_(
            "{varied}: {got:g} is not possible; a logarithmic range begins above 0."
        ),
        "number_of_layers": N_("{varied}: “{got}” is not possible; allowed are 0 to {most}."),
        "unknown_method": N_("Method: “{got}” is not possible; allowed are {names}."),
        "number_of_trials": N_("Trials: {got} is not possible; allowed are 1 to {most}."),
        "newer_plan": N_(
            "The plan of this sweep cannot be read: a newer MLP Explorer has written it."
        ),
        # own drawings to train on
        "names_no_set": N_("Own drawings: “” names no set; name one that is kept."),
        "more_epochs": N_(
            "More epochs: “{got}” is not possible; allowed are whole numbers, at least 1."
        ),
        "another_set": N_(
            "Own drawings: {got} is not possible; "
            "allowed is what the configuration names, {wanted}."
        ),
        "another_dataset": N_(
            "Dataset: the data {got} arrived; allowed is what the configuration names, {wanted}."
        ),
        "set_named": N_("the set “{name}”"),
        "set_none": N_("no set"),
        "set_shape": N_(
            "Own drawings: digits {digits} with labels {labels} arrived; allowed are (n, 28, 28) "
            "with (n,), n from 1, both uint8, labels from 0 to 9."
        ),
        # networks and data
        "weights_shape": N_(
            "The weights to go on from have the shapes {got}; this network needs {wanted}."
        ),
        "optimizer_shape": N_(
            "The optimizer state to go on from have the shapes {got}; this network needs {wanted}."
        ),
        "outputs_shape": N_("Outputs of shape {got} arrived; allowed is (10,)."),
        "rate": N_("{field}: “{got}” is not possible; allowed are numbers over 0."),
        "unknown_loss": N_("Loss: “{got}” is not possible; allowed are {names}."),
        "unknown_dataset": N_("Dataset: “{got}” is not possible; allowed are {names}."),
        # the engine
        "not_started": N_("The training engine did not start; the terminal shows why."),
        "no_scheduler": N_("the scheduler is gone"),
        "variable": N_("{name}: “{got}” is not possible; allowed are 1 to {most}."),
        "no_answer": N_("The worker at {address} does not answer."),
        "not_connected": N_("The training engine is not connected."),
        "training_failed": N_("The training failed: {kind}: {text}"),
        "silent": N_(
            "Its worker did not answer, so it ended without a test. The epochs that had come stay."
        ),
        "pruned": N_("Stopped by the sweep: it was behind the median of the others at this epoch."),
        # how a browser wants to be called
        "nickname": N_("“{got}” is too long a name; allowed are up to {most} characters."),
        # an address
        "no_page": N_("There is no page “{got}”; there are {names}."),
        "no_choice": N_("{name}: “{got}” is not possible; allowed are {names}."),
        # number fields
        "of_label": N_("{label}: {problem}"),
        "of_setting": N_("{varied}: {problem}"),
        "wrong": N_("“{got}” is not possible; allowed are {allowed}."),
        "nothing": N_("the field is empty; allowed are {allowed}."),
        "wrong_list": N_(
            "“{got}” is not possible; allowed are {allowed}, with semicolons between them."
        ),
        "any": N_("numbers"),
        "any_whole": N_("whole numbers"),
        "between": N_("numbers from {first} to {last}"),
        "between_whole": N_("whole numbers from {first} to {last}"),
        "unclear": N_(
            "“{got}” can be read as “{one}” or as “{several}”. Write the one that you mean."
        ),
    }
)
_SENTENCES: dict[str, Texts] = {
    "": ERROR,
    "dataset": DATASET,
    "drawing": DRAWING,
    "engine": ENGINE,
    "fetching": FETCH,
    "loss": LOSS,
    "memory": MEMORY,
    "pictures": PICTURE_FILES,
    "reading": READING,
    "store": STORE,
    "tables": TABLE_FILES,
}


def write_sentence(code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence of a code in the language of the moment, its slots filled."""
    room, _, key = code.rpartition(".")
    texts = _SENTENCES.get(room)
    if texts is None or key not in texts:
        return code
    written = {
        name: _WRITERS[name](value) if name in _WRITERS else value for name, value in values.items()
    }
    return texts[key].format(**written)


def _write_limit(limit: float) -> str:
    """Return a limit with groups of digits, and no more places than it has."""
    if isinstance(limit, int):
        return write_number(limit, ",")
    places = len(f"{limit:.6f}".rstrip("0").partition(".")[2])
    return write_number(limit, f",.{places}f")


def _write_field(name: str) -> str:
    return SETTING[name]["label"] if name in SETTING else name


_WRITERS: dict[str, Callable[[Any], str]] = {
    "field": _write_field,
    "high": _write_limit,
    "low": _write_limit,
    "varied": label_setting,
}
