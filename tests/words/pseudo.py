"""A language for tests: every letter of a message has an accent, and brackets are around it.

What is on a page and has a plain letter has come past the catalog.
"""

import itertools
import re
import string
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from mlp_explorer import words

TEMPLATE = Path(words.__file__).parent / "locale" / "messages.pot"
CODE = "eo"  # a language that Babel knows: with a decimal comma, and blanks between groups

ACCENTED = str.maketrans(
    string.ascii_letters, "ȁƀċđēƒǧĥĩĵķĺɱñōƥɋřšťũṽŵẋýžÅƁÇĐÉƑǦĤÎĴĶĻṀÑÖƤɊŘŠŤŨṼŴẊÝŽ"
)
# slots, Plotly's and ours; LaTeX; tags; icons; code; what a translator would leave as it is
KEPT = re.compile(
    r"%?\{\{.*?\}\}|\{[^{}]*\}|\[\[\w+\]\]|\$[^$]+\$|<[^<>]+>|:material/\w+:|`[^`]+`|\|"
)
SAID = re.compile(r"\\text\{([^{}]*)\}")  # words in a formula


def pseudo(message: str) -> str:
    """Return the translation of a message."""
    if message.startswith("$$"):
        return SAID.sub(lambda said: rf"\text{{{_accent(said[1])}}}", message)
    if message.startswith("|"):  # the head of a table
        return "|".join(
            f"[{_accent(cell)}]" if cell.strip() else cell for cell in message.split("|")
        )
    return f"[{_accent(message)}]"


def _accent(text: str) -> str:
    places = [0, *(place for found in KEPT.finditer(text) for place in found.span()), len(text)]
    parts = [text[a:b] for a, b in itertools.pairwise(places)]
    return "".join(part if i % 2 else part.translate(ACCENTED) for i, part in enumerate(parts))


def write_pseudo(folder: Path) -> None:
    """Translate the template, as if somebody had."""
    with TEMPLATE.open("rb") as source:
        catalog = read_po(source, locale=CODE)
    for message in catalog:
        if not message.id:
            continue
        ids = message.id
        message.string = pseudo(ids) if isinstance(ids, str) else tuple(map(pseudo, ids))
    catalog.fuzzy = False
    with (folder / f"{CODE}.po").open("wb") as target:
        write_po(target, catalog)
