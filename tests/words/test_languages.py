"""Messages in other languages: the catalog, plural forms, numbers and dates."""

import ast
import datetime
import pickle
import tomllib
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from mlp_explorer import TrainConfig, words
from mlp_explorer.errors import ConfigError, EngineError, Sentence
from mlp_explorer.lessons import load_lesson
from mlp_explorer.ui import language
from mlp_explorer.words import (
    BUILDER,
    RUN_LIST,
    find_language,
    languages,
    use_language,
    write_date,
    write_number,
    write_percent,
)
from tests.ui.pages import list_fields, make_run, open_app
from tests.words.pseudo import ACCENTED, TEMPLATE, pseudo

ROOT = Path(__file__).parents[2]

GERMAN = r"""
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "The data"
msgstr "Die Daten"

msgid "1 run deleted."
msgid_plural "{count} runs deleted."
msgstr[0] "1 Lauf gelöscht."
msgstr[1] "{count} Läufe gelöscht."

msgid "{field}: “{got}” is not possible; allowed are numbers from {low} to {high}."
msgstr "{field}: Erlaubt sind Zahlen von {low} bis {high}, nicht „{got}“."

msgid "Learning rate"
msgstr "Lernrate"

msgid "Training image, 0 to {last:,}"
msgstr "Bild 0 bis {last:,}"

msgid "A neuron"
msgstr "Ein Neuron"
"""


@pytest.fixture
def german(tmp_path, monkeypatch):
    """Have a file of a language, and an entry in the registry: no more is needed."""
    (tmp_path / "de.po").write_text(GERMAN, encoding="utf-8")
    monkeypatch.setitem(languages.LANGUAGES, "de", "Deutsch")
    monkeypatch.setattr(languages, "_FOLDER", tmp_path)
    use_language("de")
    yield
    use_language("en")


def extract_messages() -> set[str | tuple[str, ...]]:
    """Return the ids of all messages that the sources have, as `make messages` finds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]
    extractors = settings["extractors"]
    methods = [
        (each["pattern"], extractors.get(each["method"], each["method"]))
        for each in settings["mappings"]
    ]
    keywords = {**DEFAULT_KEYWORDS, "NP_": (1, 2)}
    found = extract_from_dir(ROOT, method_map=methods, keywords=keywords)
    return {message for _, _, message, *_ in found}


def test_the_template_has_what_the_sources_have():
    with TEMPLATE.open("rb") as source:
        kept = {message.id for message in read_po(source) if message.id}
    assert kept == extract_messages(), "run `make messages`"


def test_a_translators_tool_does_not_take_a_per_cent_for_a_slot():
    assert "python-format" not in TEMPLATE.read_text(encoding="utf-8")


def test_no_message_is_looked_up_when_a_module_is_imported():
    """Else it would be said in English for good."""
    for path in (ROOT / "mlp_explorer").rglob("*.py"):
        if path.parent.name != "words":
            assert list(find_early(ast.parse(path.read_text(encoding="utf-8")))) == [], path


def find_early(node: ast.AST):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            early = [*child.args.defaults, *filter(None, child.args.kw_defaults)]
            early += getattr(child, "decorator_list", [])
            yield from find_early(ast.List(early))
        elif isinstance(child, ast.Subscript) and getattr(child.value, "id", None) in words.__all__:
            yield child.value.id
        else:
            yield from find_early(child)


def test_no_message_is_kept_in_a_cache():
    """Else the first language that asks would be everybody's."""
    for path in (ROOT / "mlp_explorer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            decorators = [ast.unparse(each) for each in getattr(node, "decorator_list", [])]
            if path.parent.name != "words" and any("cache" in each for each in decorators):
                names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
                assert not names & set(words.__all__), (path, node.name)


def test_what_is_looked_up_too_early_is_found():
    assert list(find_early(ast.parse('def f(name=APP["name"]): ...\nALL = [DATA["all"]]'))) == [
        "APP",
        "DATA",
    ]


def test_what_is_not_translated_is_english(german):
    assert BUILDER["more"] == "More settings"


@pytest.mark.parametrize(("count", "sentence"), [(1, "1 Lauf gelöscht."), (2, "2 Läufe gelöscht.")])
def test_an_amount_has_the_plural_form_of_the_language(count, sentence, german):
    assert RUN_LIST["deleted"].format(count=count) == sentence


@pytest.mark.parametrize(("count", "sentence"), [(1, "1 run deleted."), (2, "2 runs deleted.")])
def test_an_amount_in_english(count, sentence):
    assert RUN_LIST["deleted"].format(count=count) == sentence


def test_an_error_says_itself_in_the_language_in_which_it_is_shown(german):
    with pytest.raises(ConfigError) as caught:
        TrainConfig(learning_rate=5000)
    error = pickle.loads(pickle.dumps(caught.value))
    assert str(error) == "Lernrate: Erlaubt sind Zahlen von 0,000001 bis 1.000, nicht „5000“."
    use_language("en")
    assert str(error) == (
        "Learning rate: “5000” is not possible; allowed are numbers from 0.000001 to 1,000."
    )
    [problem] = error.problems
    assert (problem.code, problem.values["field"]) == ("number", "learning_rate")


def test_what_a_database_keeps_of_a_sentence_is_no_sentence():
    sentence = Sentence("loss.died_unstarted")
    assert sentence.to_text() == '{"code": "loss.died_unstarted"}'
    assert Sentence.from_text(sentence.to_text()) == sentence
    assert "could begin" in str(sentence)


def test_a_sentence_of_before_and_one_of_somebody_else_stand_for_themselves():
    assert str(Sentence.from_text("The disk is full.")) == "The disk is full."
    assert str(EngineError("no such code")) == "no such code"


def test_other_threads_speak_english(german):
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(RUN_LIST["run"].format).result() == "Run"
        assert pool.submit(lambda: write_number(0.5)).result() == "0.5"
        assert pool.submit(copy_context().run, lambda: write_number(0.5)).result() == "0,5"


def test_a_lesson_is_translated_paragraph_by_paragraph(german):
    lesson = load_lesson("neuron")
    assert lesson.title == "Ein Neuron"
    assert lesson.text.startswith("A neuron looks at all 784 pixels")


def test_a_page_in_another_language(german, monkeypatch):
    monkeypatch.setattr(language, "find_language", lambda wanted: "de")
    make_run()
    app = open_app(page="data")
    assert app.title[0].value == "Die Daten"
    assert list_fields(app)[0].label == "Bild 0 bis 59.999"
    assert "How often does each digit occur?" in [each.value for each in app.subheader]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de"), ("de-AT", "de"), ("en-GB", "en"), ("fr-CA", "en"), ("", "en"), (None, "en")],
)
def test_the_browsers_language_is_spoken_if_it_is_there(wanted, found, german):
    assert find_language(wanted) == found


NUMBERS = [
    (60_000, ",", "60,000", "60.000"),
    (1234.5, ",.1f", "1,234.5", "1.234,5"),
    (0.125, ".2f", "0.12", "0,12"),
    (2.675, ".2f", "2.67", "2,67"),
    (1.5, "+.1f", "+1.5", "+1,5"),
    (-0.5, "+.1f", "−0.5", "−0,5"),
    (-1234, ",", "−1,234", "−1.234"),
    (-0.001, ".2f", "0.00", "0,00"),
    (1e-6, "g", "1e-06", "1e-06"),
    (2.5e-7, "g", "2.5e-07", "2,5e-07"),
    (0.001, "g", "0.001", "0,001"),
    (12.3456789, ".3g", "12.3", "12,3"),
    (2000, "", "2000", "2000"),
    (0.5, "", "0.5", "0,5"),
    (float("nan"), ".1f", "nan", "nan"),
    (float("-inf"), "g", "−inf", "−inf"),
]


@pytest.mark.parametrize(("value", "form", "english", "german_text"), NUMBERS)
def test_a_number_in_two_languages(value, form, english, german_text, german):
    assert write_number(value, form) == german_text
    use_language("en")
    assert write_number(value, form) == english


def test_shares_and_dates(german):
    day = datetime.datetime(2026, 3, 9, 14, 5, tzinfo=datetime.UTC)
    assert (write_percent(0.92415, 2), write_percent(1)) == ("92,42 %", "100 %")
    assert write_date(day, "long").startswith("9. März 2026")
    assert write_date(day, "yyyy-MM-dd") == "2026-03-09"
    use_language("en")
    assert (write_percent(0.92415, 2), write_percent(1)) == ("92.42 %", "100 %")
    assert write_date(day.date(), "long") == "March 9, 2026"


def test_the_pseudo_language_keeps_slots_and_formulas():
    assert len(ACCENTED) == 52
    assert pseudo("Stop {count:,} of %{{y}}") == "[Šťōƥ {count:,} ōƒ %{{y}}]"
    assert pseudo(r"$$a = \text{what} \cdot b$$") == r"$$a = \text{ŵĥȁť} \cdot b$$"
    assert pseudo("| sum | z |") == "|[ šũɱ ]|[ ž ]|"


def test_a_new_language_begins_with_the_template(tmp_path):
    target = tmp_path / "uk.po"
    command = ["pybabel", "-q", "init", "-i", str(TEMPLATE), "-o", str(target), "-l", "uk"]
    CommandLineInterface().run(command)
    with target.open("rb") as source:
        catalog = read_po(source, locale="uk")
    assert catalog.num_plurals == 3
    assert catalog.get(("1 run deleted.", "{count} runs deleted.")).string == ("", "", "")
