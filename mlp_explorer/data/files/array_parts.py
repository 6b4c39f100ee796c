"""Which of several arrays are pictures, which their answers, and of which part of the data."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mlp_explorer.data.files.form import Form, find_form
from mlp_explorer.data.files.names import read_tokens
from mlp_explorer.data.files.stored_rows import StoredRows
from mlp_explorer.errors import DatasetError

__all__ = ["ArrayPart", "find_parts", "find_pictures", "list_arrays", "PARTS"]

PARTS = {
    **dict.fromkeys(("train", "tr", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "dev"), "validation"),
    **dict.fromkeys(("test", "te", "testing", "t10k", "eval"), "test"),
}
_PICTURES = {"x", "images", "image", "imgs", "img", "data", "features", "pictures", "inputs"}
_PICTURES |= {"input", "pixels"}
_LABELS = {"y", "labels", "label", "lbls", "target", "targets", "answers", "answer", "classes"}
_LABELS |= {"class", "output", "outputs"}
_MOST_SHOWN, _MOST_ARRAYS = 8, 1000


class ArrayPart(NamedTuple):
    """Pictures and their answers; or, without these, the label that all of them have.

    part: "train", "validation" or "test".
    """

    part: str
    pictures: StoredRows
    form: Form
    labels: StoredRows | None
    label: str = ""


class _Known(NamedTuple):
    """An array with what its name says of it, which may be nothing."""

    rows: StoredRows
    role: str
    part: str
    form: Form | None

    @property
    def may_be_labels(self) -> bool:
        """Tell whether answers may be in it."""
        is_short = self.rows.dtype.kind in "biufSU" and len(self.rows.shape) < 3
        return not self.form and is_short and self.role != "pictures"


def find_parts(arrays: Sequence[StoredRows]) -> list[ArrayPart]:
    """Return pictures with their answers, the training part first.

    By names such as `x_train`, `test_labels`, `t10k-images-idx3-ubyte`; where these say nothing by
    shapes, of two parts the larger one trains. Pictures without answers in several files are each
    a class. Raises `DatasetError` where it cannot be told, with the names and shapes there are.
    """
    known = _know(arrays)
    pictures = _keep_pictures(known)
    labels = [each for each in known if each.may_be_labels]
    if not labels:
        return _take_each_for_a_class(pictures, arrays)
    pairs = []
    for each in pictures:
        fitting = [other for other in labels if len(other.rows) == len(each.rows)]
        same_part = [other for other in fitting if other.part == each.part] or fitting
        named = [other for other in same_part if other.role == "labels"] or same_part
        if named:
            pairs.append((each, named[0]))
            labels = [other for other in labels if other is not named[0]]
    if not pairs:
        raise _cannot_tell(arrays)
    return _name_parts(pairs, arrays)


def find_pictures(arrays: Sequence[StoredRows]) -> list[ArrayPart]:
    """Return all pictures, in one part and without answers."""
    known = _keep_pictures(_know(arrays))
    return [ArrayPart("train", each.rows, each.form, None) for each in known if each.form]


def list_arrays(arrays: Iterable[StoredRows]) -> str:
    """Return names and shapes, for a sentence."""
    said = [f"{each.name} {each.shape}" for each in arrays]
    return ", ".join(said[:_MOST_SHOWN]) + (", …" if len(said) > _MOST_SHOWN else "")


def _know(arrays: Sequence[StoredRows]) -> list[_Known]:
    """Return what the names of arrays say.

    What an archive is called counts for what is in it only where that is one array: `data.npz` may
    hold answers, too.
    """
    if len(arrays) > _MOST_ARRAYS:
        raise _cannot_tell(arrays)
    archives = Counter(each.name.rpartition("/")[0] for each in arrays)
    known = []
    for each in arrays:
        archive, _, key = each.name.rpartition("/")
        role = _find_role(key) or (_find_role(archive) if archives[archive] == 1 else "")
        part = _find_part(key) or _find_part(archive)
        known.append(_Known(each, role, part, None if role == "labels" else _find_form(each)))
    return known


def _keep_pictures(known: Sequence[_Known]) -> list[_Known]:
    pictures = [each for each in known if each.form]
    if not pictures:
        raise DatasetError("pictures.no_pictures", names=list_arrays(each.rows for each in known))
    return pictures


def _find_role(name: str) -> str:
    tokens = set(read_tokens(name))
    return "labels" if tokens & _LABELS else "pictures" if tokens & _PICTURES else ""


def _find_part(name: str) -> str:
    return next((PARTS[token] for token in reversed(read_tokens(name)) if token in PARTS), "")


def _find_form(rows: StoredRows) -> Form | None:
    if rows.dtype.kind not in "biuf" or not len(rows) or not find_form(rows.shape):
        return None
    return find_form(rows.shape, next(rows.read_blocks())[:200] if len(rows.shape) == 2 else None)


def _name_parts(
    pairs: Sequence[tuple[_Known, _Known]], arrays: Sequence[StoredRows]
) -> list[ArrayPart]:
    """Return pairs with the part that each is; those without a name for it in their order."""
    names = [each.part or labels.part for each, labels in pairs]
    if not any(names):
        if len(pairs) > 3:
            raise _cannot_tell(arrays)
        names = [["train"], ["train", "test"], ["train", "validation", "test"]][len(pairs) - 1]
        if len(pairs) == 2:
            pairs = sorted(pairs, key=lambda pair: -len(pair[0].rows))
    names = [name or "train" for name in names]
    if len(set(names)) < len(names):
        raise _cannot_tell(arrays)
    if "train" not in names:
        if len(names) > 1:
            raise _cannot_tell(arrays)
        names = ["train"]  # somebody has brought one part alone, such as MNIST's t10k
    made = [
        ArrayPart(name, pictures.rows, pictures.form, labels.rows)
        for name, (pictures, labels) in zip(names, pairs, strict=True)
        if pictures.form
    ]
    return sorted(made, key=lambda each: each.part != "train")


def _take_each_for_a_class(
    pictures: Sequence[_Known], arrays: Sequence[StoredRows]
) -> list[ArrayPart]:
    """Return pictures that lie in a file a class, as those of Quick, Draw! do."""
    if len(pictures) < 2 or any(each.part or each.role for each in pictures):
        raise DatasetError("pictures.no_answers", name=list_arrays(arrays))
    labels = _strip_common([_name_class(each.rows) for each in pictures])
    if len(set(labels)) < len(labels):
        raise _cannot_tell(arrays)
    return [
        ArrayPart("train", each.rows, each.form, None, label)
        for each, label in zip(pictures, labels, strict=True)
        if each.form
    ]


def _name_class(rows: StoredRows) -> str:
    """Return the name of an array; where NumPy made it, of the archive that it lies in."""
    archive, _, name = rows.name.rpartition("/")
    made = archive and read_tokens(name)[:1] == ["arr"]
    return archive.rpartition("/")[2] if made else name


def _strip_common(names: Sequence[str]) -> list[str]:
    """Return names without the words that all of them begin with, such as `full_numpy_bitmap_`."""
    words = [name.replace("_", " ").split(" ") for name in names]
    while all(len(each) > 1 for each in words) and len({each[0] for each in words}) == 1:
        words = [each[1:] for each in words]
    return [" ".join(each) for each in words]


def _cannot_tell(arrays: Sequence[StoredRows]) -> DatasetError:
    return DatasetError("pictures.cannot_tell", names=list_arrays(arrays))
