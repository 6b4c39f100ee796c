"""Reads a lesson's Markdown: a title, the text, something to try, a question with its answers.

The title, each paragraph, each answer and each reply is a message of the catalog in `words/`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from mlp_explorer.words import translate

__all__ = ["Choice", "extract", "fill", "Lesson", "LESSONS", "load_lesson"]

# in the tutorial's order
LESSONS = (
    "neuron",
    "activations",
    "forward",
    "losses",
    "backpropagation",
    "optimizers",
    "regression",
    "experiments",
)
_HERE = Path(__file__).parent
_CHOICE = re.compile(r"- \[(?P<mark>[ x])\] (?P<text>[^|]+)\|(?P<reply>.+)", re.DOTALL)
_SLOT = re.compile(r"\[\[(\w+)\]\]")


class Choice(NamedTuple):
    """An answer to a lesson's question: Markdown, whether it is right, and the reply to it."""

    text: str
    is_right: bool
    reply: str


class Lesson(NamedTuple):
    """A chapter; all but the first two are Markdown with formulas between dollars.

    key: the name, or that of the text which tells of examples that are no handwritten digits.
    """

    name: str
    key: str
    title: str
    text: str
    task: str
    question: str
    choices: tuple[Choice, ...]


def load_lesson(name: str, of_digits: bool = True) -> Lesson:
    """Return a lesson of `LESSONS` in the language of the moment.

    of_digits: else, where the chapter tells of MNIST, the same told of any examples, from
    `examples/`. Raises ValueError if its file has another form.
    """
    path = _HERE / "examples" / f"{name}.md"
    if of_digits or not path.is_file():
        path = _HERE / f"{name}.md"
    lesson = _read_lesson(path.read_text(encoding="utf-8"), name)
    title, text, task, question = map(_translate, lesson[2:6])
    choices = (
        Choice(_translate(each.text), each.is_right, _translate(each.reply))
        for each in lesson.choices
    )
    key = name if path.parent == _HERE else f"{name}_examples"
    return Lesson(name, key, title, text, task, question, tuple(choices))


def extract(
    file: BinaryIO, keywords: object, tags: object, options: object
) -> Iterator[tuple[int, None, str, tuple[str, ...]]]:
    """List a lesson's messages for `pybabel extract`: its title, and each paragraph."""
    lesson = _read_lesson(file.read().decode("utf-8"), Path(file.name).stem)
    answers = (text for choice in lesson.choices for text in (choice.text, choice.reply))
    for text in (*lesson[2:6], *answers):
        yield from ((1, None, part, ()) for part in _cut_up(text) if _is_prose(part))


@cache
def _read_lesson(content: str, name: str) -> Lesson:
    heading, *sections = re.split(r"^#+ ", content, flags=re.MULTILINE)[1:]
    title, text = _cut(heading)
    parts = dict(map(_cut, sections))
    if set(parts) != {"Try it", "Question"}:
        raise ValueError(f"{name}.md: sections {sorted(parts)} arrived; it needs Try it, Question.")
    question, *lines = re.split(r"\n(?=- \[)", parts["Question"])
    choices = tuple(map(_read_choice, lines))
    if sum(choice.is_right for choice in choices) != 1:
        raise ValueError(f"{name}.md: exactly one answer must be marked with [x].")
    return Lesson(name, name, title, text, parts["Try it"], question.strip(), choices)


def _translate(text: str) -> str:
    parts = (translate(part) if _is_prose(part) else part for part in _cut_up(text))
    return "\n\n".join(parts)


def _cut_up(text: str) -> list[str]:
    """Return the paragraphs, each item of a list on one line, and all else of it, too."""
    return [re.sub(r"\n(?!- )\s*", " ", part) for part in text.split("\n\n")]


def _is_prose(part: str) -> bool:
    return not part.startswith("$$")


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put values in place of `[[name]]`. Raises KeyError for a name without a value."""
    return _SLOT.sub(lambda slot: str(values[slot[1]]), text)


def _cut(section: str) -> tuple[str, str]:
    title, _, text = section.partition("\n")
    return title.strip(), text.strip()


def _read_choice(line: str) -> Choice:
    found = _CHOICE.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"“{line[:60]}” arrived; an answer looks like - [x] text | reply.")
    text, reply = (" ".join(found[name].split()) for name in ("text", "reply"))
    return Choice(text, found["mark"] == "x", reply)
