"""What a person is about to bring: files, what is said of them, and what was understood.

Nothing of it is kept before they say so: until then the files lie in a folder of their own, which
goes with the session.
"""

import shutil
import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any

from streamlit.runtime.uploaded_file_manager import UploadedFile

from mlp_explorer.data import Dataset
from mlp_explorer.data.files.brought import PictureChoices
from mlp_explorer.data.files.gather import File
from mlp_explorer.data.files.read import Reading, read_files
from mlp_explorer.data.files.table import ColumnInfo
from mlp_explorer.data.files.table_choices import LEAVE_OUT, TableChoices, Use
from mlp_explorer.errors import DatasetError, Sentence
from mlp_explorer.ui._streamlit import drop_uploads
from mlp_explorer.ui.own_data import begin_with
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session

__all__ = [
    "Bringing",
    "change_pictures",
    "change_table",
    "discard",
    "FOR_ALL",
    "keep",
    "open_bringing",
    "PASTED",
    "read_pasted",
    "share",
    "take_files",
    "throw_away",
    "use_columns",
]

PASTED = "bring_pasted"  # key of the text in `Session.choices`
FOR_ALL = "bring_for_all"
_ONE_AT_A_TIME = threading.Lock()  # what is read takes several times as much memory as its files


class Bringing:
    """is_open: the page is where things are brought. files: what arrived. pictures, table: what the
    person says of them. reading: what was understood, None where there is nothing, or `problems`
    say why not. title: what it is to be called. columns: of a table, as they were understood when
    nothing was said of their use."""

    def __init__(self) -> None:
        self.is_open = False
        self._forget_files: Callable[[], object] = tuple
        self.empty()

    def empty(self) -> None:
        """Forget what was brought."""
        self._forget_files()
        self._is_read = True
        self.files: list[File] = []
        self.pictures, self.table = PictureChoices(), TableChoices()
        self.reading: Reading | None = None
        self.problems: tuple[Sentence, ...] = ()
        self.title = ""
        self.columns: tuple[ColumnInfo, ...] = ()

    def take(self, files: Sequence[tuple[str, Any]]) -> None:
        """Take files by their names, each bytes or a view of them, in place of those before."""
        self.empty()
        folder = Path(mkdtemp(prefix="mlp-explorer-"))
        self._forget_files = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for number, (name, content) in enumerate(files):
            path = folder / str(number)  # a name of its own: theirs may be any
            path.write_bytes(content)
            self.files.append(File(name, path))
        self.title = PurePosixPath(self.files[0].name.replace("\\", "/")).stem
        self._is_read = False

    def show(self, dataset: Dataset, title: str) -> None:
        """Take a dataset that was made here, in place of files."""
        self.empty()
        self.reading, self.title = Reading(dataset), title

    def say(
        self, pictures: PictureChoices | None = None, table: TableChoices | None = None
    ) -> None:
        """Say something else of the files: they are to be read anew."""
        self.pictures, self.table = pictures or self.pictures, table or self.table
        self._is_read = not self.files

    @property
    def is_to_be_read(self) -> bool:
        """Whether files have arrived, or something was said of them, since they were read."""
        return not self._is_read

    def read(self) -> None:
        """Read the files: what is understood, or why nothing is, is there then."""
        self.reading, self.problems = None, ()
        self._is_read = True  # once, also where that fails as nobody has thought of
        with _ONE_AT_A_TIME:
            try:
                self.reading = read_files(self.files, pictures=self.pictures, table=self.table)
                if not self.table.columns:
                    self.columns = self.reading.columns
            except DatasetError as error:
                self.problems = error.problems


def open_bringing(session: Session) -> None:
    """Show where data is brought."""
    session.part(Bringing).is_open = True


def discard(session: Session, is_open: bool = True) -> None:
    """Forget what was brought; and leave, unless it stays open."""
    bringing = session.part(Bringing)
    bringing.empty()
    bringing.is_open = is_open


def take_files(session: Session, uploads: Sequence[UploadedFile]) -> None:
    """Take files that have been uploaded."""
    session.part(Bringing).take([(each.name, each.getbuffer()) for each in uploads])
    drop_uploads(uploads)


def read_pasted(session: Session) -> None:
    """Take what was pasted; nothing where that is nothing."""
    text = str(session.choices.get(PASTED) or "").strip()
    if text:
        session.part(Bringing).take([("pasted.csv", text.encode())])


def change_pictures(session: Session, **choices: Any) -> None:
    """Say something of pictures."""
    bringing = session.part(Bringing)
    bringing.say(pictures=replace(bringing.pictures, **choices))


def change_table(session: Session, **choices: Any) -> None:
    """Say something of a table. Where that makes other columns of it, what was said of columns is
    forgotten."""
    bringing = session.part(Bringing)
    if "target" in choices:
        choices = {"columns": {}, "answer": None} | choices
    elif {"header", "separator", "decimal"} & choices.keys():
        choices = {"columns": {}, "answer": None, "target": None} | choices
    bringing.say(table=replace(bringing.table, **choices))


def use_columns(session: Session, left_out: Sequence[str], as_classes: Sequence[str]) -> None:
    """Say which columns are left out, and of which the values are classes: what is as it was
    understood is not said."""
    bringing = session.part(Bringing)
    uses: dict[str, Use] = {}
    for column in bringing.columns:
        is_text = column.kind in ("classes", "text")
        use: Use = "classes" if is_text or column.name in as_classes else "number"
        if column.name in left_out:
            use = LEAVE_OUT
        if column.use not in ("answer", use):
            uses[column.name] = use
    change_table(session, columns=uses)


def keep(session: Session, key: str) -> None:
    """Keep what is shown, and take it into the setup; nothing where it is kept already, or has been
    discarded: of two clicks, the second."""
    bringing = session.part(Bringing)
    if bringing.reading is None or bringing.reading.dataset.about.key != key:
        return
    dataset, title = bringing.reading.dataset, bringing.title.strip() or key
    is_for_all = bool(session.choices.get(FOR_ALL))
    get_services().store.keep_data(session.owner, dataset, title, is_for_all)
    discard(session, is_open=False)
    session.choices.pop(PASTED, None)
    begin_with(session, key)


def throw_away(session: Session, key: str) -> None:
    """Throw one's own data away; the host may do so with anybody's."""
    store = get_services().store
    owners = {each.owner for each in store.list_data() if each.key == key}
    for owner in owners if session.is_host else owners & {session.owner}:
        store.throw_data_away(owner, key)
    if session.config.dataset == key:
        begin_with(session, "mnist")


def share(session: Session, key: str, is_shared: bool) -> None:
    """Let everybody use one's own data, or nobody else."""
    get_services().store.share_data(session.owner, key, is_shared)
