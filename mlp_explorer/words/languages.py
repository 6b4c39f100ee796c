"""Which languages there are, and which one is spoken at the moment.

A run of the script says which with `use_language`, before it looks anything up; where nobody does,
as in the threads of the store and of the engine, it is English. A language is an entry in
`LANGUAGES` and the file `locale/CODE.po`, which is read as it is: nothing has to be compiled.
"""

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = [
    "ENGLISH",
    "find_language",
    "get_language",
    "get_locale",
    "get_translations",
    "LANGUAGES",
    "use_language",
]

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English"}  # by its code, with the name that it has for itself
_FOLDER = Path(__file__).with_name("locale")
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def find_language(wanted: str | None) -> str:
    """Return the language that fits a browser's best, such as `de-AT`; English where none does."""
    return negotiate_locale([wanted or ENGLISH], list(LANGUAGES), sep="-") or ENGLISH


def use_language(code: str) -> None:
    """Have this thread, or this task, speak a language of `LANGUAGES` from here on."""
    _language.set(code)


def get_language() -> str:
    """Return the code of the language that is spoken here."""
    return _language.get()


def get_locale() -> Locale:
    """Return how this language writes numbers and dates."""
    return _read_locale(_language.get())


def get_translations() -> gettext.NullTranslations:
    """Return the messages of this language; what it does not have is said in English."""
    return _read_translations(_language.get(), _FOLDER)


@cache
def _read_locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")


@cache
def _read_translations(code: str, folder: Path) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    with (folder / f"{code}.po").open("rb") as source:
        catalog = read_po(source, locale=Locale.parse(code, sep="-"))
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
