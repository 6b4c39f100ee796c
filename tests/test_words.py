"""What the screen says stands in `mlp_explorer/words/`, nowhere else, and nothing there is idle."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mlp_explorer import words
from mlp_explorer.words.dataset_errors import DATASET
from mlp_explorer.words.drawing_errors import DRAWING
from mlp_explorer.words.errors import ERROR
from mlp_explorer.words.picture_files import PICTURE_FILES
from mlp_explorer.words.store_errors import STORE
from mlp_explorer.words.table_files import TABLE_FILES

ROOT = Path(__file__).parents[1] / "mlp_explorer"
ROOMS = ("charts", "ui")
FILES = (
    *(
        f"config/{name}.py"
        for name in ("choices", "model", "presets", "problems", "query", "space")
    ),
    "lessons/experiments.py",
    "runs/comparison.py",
    "runs/reading.py",
    "runs/seeds.py",
)

# what programs read, not people
PROTOCOL = ("ui/assets.py", "ui/owner.py", "ui/routes.py", "ui/streams.py")

# where even a single word in small letters is read by a person, and where nothing is
SHOWN = {"alt", "caption", "help", "label", "name", "placeholder", "sentence", "text", "title"}
UNSEEN = {"css", "html", "icon", "js", "key", "mode", "textposition", "type"}
WIDGETS = {"button", "caption", "error", "expander", "info", "markdown", "metric", "multiselect"}
WIDGETS |= {"number_input", "pills", "popover", "selectbox", "slider", "subheader", "success"}
WIDGETS |= {"segmented_control", "text_input", "title", "toggle", "warning"}

# styles, <tags>, attributes="", style:declarations; icons; {slots} of `str.format` and of Plotly
MARKUP = re.compile(
    r'(?s:<style>.*?</style>)|<[^<>]*>|:material/\w+:|[\w:-]+="[^"]*"?|[\w-]+:[^\s;][^;]*(;|$)'
)
SLOT = re.compile(r"%?\{[^{}]*\}|\b\d+(?= )")  # a number stands for one
WORD = re.compile(r"(?<![\w.#%\\-])[^\W\d_]{2,}(?![\w(=/-])")


def find_words(source: str) -> list[str]:
    """Return the literals of a module that a person would read.

    A literal counts if it has two words, or a word beside a slot or a space, or is one capitalized
    word; a small word counts only where it is a label or a title: elsewhere it is a key.
    """
    return list(_find(ast.parse(source)))


def _find(node: ast.AST, shown: bool = False) -> Iterator[str]:
    if _is_for_programs(node):
        return
    if isinstance(node, ast.JoinedStr | ast.Constant):
        text = _read(node)
        if _is_read(text, shown):
            yield text
        for part in getattr(node, "values", ()):
            if isinstance(part, ast.FormattedValue):
                yield from _find(part.value)
        return
    if isinstance(node, ast.Dict):  # a value's place has the name of its key
        pairs = zip(node.keys, node.values, strict=True)
        names = [(getattr(key, "value", None), value) for key, value in pairs]
        parts = [ast.keyword(name if isinstance(name, str) else "", part) for name, part in names]
        node = ast.Tuple([*filter(None, node.keys), *parts])
    for child in ast.iter_child_nodes(node):
        yield from _find(child, _is_shown(node, child, shown))


def _read(node: ast.JoinedStr | ast.Constant) -> str:
    """Return a literal's text, its slots as `{}`; nothing for a number."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(_read(v) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def _is_read(text: str, shown: bool) -> bool:
    bare = MARKUP.sub(" ", SLOT.sub("\0", text))
    found = WORD.findall(bare)
    if shown or re.fullmatch(r"\W*[A-Z][a-z]{2,}('s)?\W*| \w+ ?|\w+ ", bare):
        return bool(found)
    return len(found) + bare.count("\0") > 1 and bool(found) and " " in bare.strip()


def _is_for_programs(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert():
            return True  # docstrings; what errors say stands beside their checks
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="_LOG"))):
            return True
        case ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec")):
            return True
        case ast.keyword(arg=name) if name in UNSEEN:
            return True
    return False


def _is_shown(node: ast.AST, child: ast.AST, shown: bool) -> bool:
    """Tell whether a literal at this place is on the screen, whatever it looks like."""
    match node:
        case ast.keyword(arg=name):
            return name in SHOWN
        case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if child is first:
            return name in WIDGETS
        case ast.IfExp(test=test):
            return shown and child is not test
        case ast.BinOp() | ast.BoolOp():
            return shown
    return False


def list_sources() -> list[str]:
    rooms = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    names = {path.relative_to(ROOT).as_posix() for path in rooms} | set(FILES)
    return sorted(names - set(PROTOCOL))


@pytest.mark.parametrize("name", list_sources())
def test_what_the_screen_says_stands_in_words(name):
    assert find_words((ROOT / name).read_text(encoding="utf-8")) == []


def test_styles_say_nothing():
    for path in ROOT.rglob("*.css"):
        style = path.read_text(encoding="utf-8")
        assert not re.search(r"""content:\s*["'][^"']*\w""", style), path.name


@pytest.mark.parametrize("name", PROTOCOL)
def test_what_is_left_out_is_there(name):
    assert (ROOT / name).is_file()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('st.button("Train")', ["Train"]),
        ('label = "Reshuffle …"', ["Reshuffle …"]),
        ('text = "the same images"', ["the same images"]),
        ('f"{count} runs" if count > 1 else "1 run"', ["{} runs", "1 run"]),
        ('" against ".join(names)', [" against "]),
        ('f"<p>{count:,} parameters in all</p>"', ["<p>{} parameters in all</p>"]),
        ('go.Scatter(name="training", hovertemplate="epoch %{x}")', ["training", "epoch %{x}"]),
        ('xaxis = {"title": {"text": "epoch", "standoff": 6}}', ["epoch"]),
        ('st.caption("" if ready else "wait")', ["wait"]),
        ("f\"{show('Two words')}\"", ["Two words"]),
        (
            'text = "<style>a {}\\n</style>Two words<style>b {}</style>"',
            ["<style>a {}\n</style>Two words<style>b {}</style>"],
        ),
        ('def f():\n    """Show it."""\n    return "Show it."', ["Show it."]),
    ],
)
def test_a_text_beside_the_words_is_found(source, found):
    assert find_words(source) == found


@pytest.mark.parametrize(
    "source",
    [
        '"""A module."""\n__all__ = ["Curve"]',
        'raise ConfigError(f"{name} arrived; allowed are numbers.")',
        '_LOG.error("uncaught error in a page", exc_info=error)',
        'st.button(WORDS["train"], icon=":material/play_arrow:", key="train")',
        'f"sweep_{name}_values" + f"{share:.2f} %" + f"{path} · {rate:g}"',
        'f\'<circle cx="{x}" r="2"/>\' + \'font-size="14" font-weight="600"\'',
        'f"display:grid;column-gap:{gap:.3f}%;border:1px solid {MUTED}"',
        'f"M0 {a:g}L1 {b:g}" + f"rgba({red}, {green}, {blue}, 0.5)" + "x unified"',
        'Response(text, headers={"Cache-Control": "no-store"})',
        'Part = TypeVar("Part")\nArguments = ParamSpec("Arguments")',
        '_ONLY = """<style>.a {{ color: red; }}\n:root {{ --words: {words}; }}</style>"""',
        'path = {"type": "Path", "label": {"textposition": "top center"}}',
        r'rf"\begin{{pmatrix}} {x} \cdot {y} \end{{pmatrix}}"',
    ],
)
def test_what_no_person_reads_is_let_pass(source):
    assert find_words(source) == []


WORDS = {name: getattr(words, name) for name in words.__all__ if name.isupper()}
WORDS = {name: texts for name, texts in WORDS.items() if isinstance(texts, Mapping)}
WORDS |= {
    "DATASET": DATASET,
    "DRAWING": DRAWING,
    "ERROR": ERROR,
    "PICTURE_FILES": PICTURE_FILES,
    "STORE": STORE,
    "TABLE_FILES": TABLE_FILES,
}
# asked for by `words.errors` alone
BY_CODE = (
    "DATASET",
    "DRAWING",
    "ENGINE",
    "ERROR",
    "LOSS",
    "MEMORY",
    "PICTURE_FILES",
    "READING",
    "STORE",
    "TABLE_FILES",
)


def list_texts(texts: Mapping, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, text in texts.items():
        if isinstance(text, Mapping):
            yield from list_texts(text, *path, key)
        else:
            yield (*path, key), text


TEXTS = [pytest.param(*pair, id=".".join(pair[0])) for pair in list_texts(WORDS)]


@pytest.mark.parametrize(("path", "text"), TEXTS)
def test_every_slot_has_a_name(path, text):
    if "[[" in text:  # a formula: its braces are LaTeX's
        assert re.sub(r"\[\[\w+\]\]", "", text).count("[[") == 0
        return
    slots = [slot for _, slot, *_ in string.Formatter().parse(text) if slot is not None]
    assert all(slot.isidentifier() for slot in slots)


def test_words_import_nothing_of_ours_but_each_other():
    for path in (ROOT / "words").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(each.name.startswith("mlp_explorer") for each in node.names)
            if isinstance(node, ast.ImportFrom) and node.module.startswith("mlp_explorer"):
                assert node.module.startswith("mlp_explorer.words.")


class Mentions:
    """Which keys the package names: literals, and patterns for those put together of parts."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.patterns: list[re.Pattern[str]] = []

    def add(self, node: ast.AST) -> bool:
        """Take what a key is written as; tell whether that is all that it may be."""
        match node:
            case ast.Constant(value=str(key)):
                self.keys |= {key, key.rpartition(".")[2]}  # a code has its dictionary before it
            case ast.IfExp(body=body, orelse=other):
                return self.add(body) & self.add(other)
            case ast.JoinedStr():
                self.add_pattern(_read(node), r"\{\}")
            case _:
                return False
        return True

    def add_pattern(self, text: str, slot: str) -> None:
        text = text.rpartition(".")[2]
        if re.search(r"[^\W_]{2}", re.sub(slot, "", text)) and re.fullmatch(rf"(\w|{slot})+", text):
            self.patterns.append(re.compile(re.sub(slot, r"\\w+", text)))

    def has(self, key: str) -> bool:
        return key in self.keys or any(pattern.fullmatch(key) for pattern in self.patterns)


def read_mentions() -> tuple[dict[str, Mentions], Mentions]:
    """Return the keys that each dictionary is asked for, and all that might be a key.

    A dictionary that is asked for what only the running program knows, or is handed on as a whole,
    is left out of the first: any literal may be its key.
    """
    asked, anything, handed_on = {name: Mentions() for name in WORDS}, Mentions(), set(BY_CODE)
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if path.parent.name == "words":  # its functions ask, its dictionaries do not
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        known = set()
        for node in ast.walk(tree):
            anything.add(node)
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", None) in WORDS:
                if asked[node.value.id].add(node.slice):
                    known.add(id(node.value))
            elif isinstance(node, ast.Name) and node.id in WORDS and id(node) not in known:
                handed_on.add(node.id)
    for path in ROOT.rglob("*.js"):
        script = path.read_text(encoding="utf-8")
        anything.keys |= set(re.findall(r"\w+", script))
        for text in re.findall(r"`([^`\s]+)`", script):
            anything.add_pattern(text, r"\$\{[^}]*\}")
    return {name: found for name, found in asked.items() if name not in handed_on}, anything


ASKED, ANYTHING = read_mentions()


@pytest.mark.parametrize("path", [text.values[0] for text in TEXTS], ids=".".join)
def test_every_key_is_used(path):
    name, key, *inner = path
    assert ASKED.get(name, ANYTHING).has(key)
    assert all(ANYTHING.has(part) for part in inner)


def test_a_key_that_nobody_names_is_found():
    assert not ANYTHING.has("nobody_asks_for_this")
    assert not ASKED["REMARKS"].has("layer")  # a key of another dictionary
