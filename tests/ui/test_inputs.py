"""What a person sets by widgets is heard once, whenever it arrives, and nothing else is."""

from collections import deque
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.proto.SelectWidgetFilterMode_pb2 import SelectWidgetFilterMode
from streamlit.testing.v1 import AppTest

from mlp_explorer.ui.inputs import Inputs
from tests.ui.pages import interrupt, open_app, rerun, rerun_part, say, write_saying, write_text

_sayer = st.components.v2.component(
    "tests_sayer", html="<p></p>", js="export default function () {}"
)


class Stage:
    """A page with a few widgets: what they show, and what is heard of them.

    hidden: the names of the widgets that the page does not have just now. cuts: at which moments of
    the next runs, counted from 1, the browser's next message arrives.
    """

    def __init__(self):
        self.inputs, self.heard = Inputs(), []
        self.values, self.hidden = {"name": "Ada", "number": 3}, set()
        self.messages = deque()

    def run(self):
        self.hear()
        self.meet("taken")
        self.inputs.begin()
        self.show("name", st.text_input, keeps_focus=True)
        self.meet("half drawn")
        self.show("number", st.slider, min_value=0, max_value=9)
        self.draw_part()
        self.inputs.end()

    @st.fragment
    def draw_part(self):
        self.hear()
        if "sayer" not in self.hidden:
            self.inputs.listen("sayer", lambda value: self.heard.append(("sayer", value)))
            _sayer(key="sayer", on_said_change=lambda: None)
        if "file" not in self.hidden:
            self.inputs.upload("File", "file", lambda content: self.heard.append(("file", content)))

    def hear(self):
        for change in self.inputs.list_changes():
            change()

    def show(self, name, widget, **options):
        if name not in self.hidden:
            value = self.values[name]
            self.inputs.show(widget, name, name, value, lambda v: self.take(name, v), **options)

    def take(self, name, value):
        self.heard.append((name, value))
        if value != "refused":
            self.values[name] = value

    def meet(self, moment):
        """Have the next message arrive now, if it is meant to."""
        if self.messages and self.messages[0][0] == moment:
            interrupt(self.messages.popleft()[1])


def run_stage(stage):
    stage.run()


@pytest.fixture
def stage():
    return Stage()


@pytest.fixture
def app(stage):
    return rerun(AppTest.from_function(run_stage, args=(stage,), default_timeout=30))


def name_field(app):
    return app.text_input[0]


def write_change(app, value):
    return write_text(app, name_field(app), value)


def test_a_change_is_heard_once(app, stage):
    name_field(app).set_value("Grace")
    rerun(app)
    assert stage.heard == [("name", "Grace")]
    assert name_field(app).value == "Grace"
    rerun(rerun(app))
    assert stage.heard == [("name", "Grace")]


def test_changes_of_several_widgets_in_one_message_are_all_heard(app, stage):
    name_field(app).set_value("Grace")
    app.slider[0].set_value(5)
    rerun(app)
    assert stage.heard == [("name", "Grace"), ("number", 5)]


def test_what_the_server_sets_is_shown_and_not_heard(app, stage):
    stage.values["name"] = "Emmy"
    assert name_field(rerun(app)).value == "Emmy"
    rerun(app)
    assert stage.heard == []


def test_what_the_server_sets_is_not_undone_by_a_message_that_had_the_old_value(app, stage):
    late = app._tree.get_widget_states()
    key = name_field(app).key
    stage.values["name"] = "Emmy"
    rerun(app)
    assert name_field(app).key != key
    app._run(late)
    assert name_field(app).value == "Emmy"
    assert stage.heard == []


def test_each_value_that_the_server_sets_has_a_widget_of_its_own(app, stage):
    keys, late = [name_field(app).key], []
    for value in ("Emmy", "Ada", "Emmy"):
        late.append(app._tree.get_widget_states())
        stage.values["name"] = value
        keys.append(name_field(rerun(app)).key)
    assert len(set(keys)) == 4
    for message in late:
        assert name_field(app._run(message)).value == "Emmy"
    assert stage.heard == []


def test_a_widget_that_the_server_has_set_is_heard_like_any_other(app, stage):
    stage.values["name"] = "Emmy"
    rerun(app)
    key = name_field(app).key
    name_field(app).set_value("Grace")
    rerun(app)
    assert stage.heard == [("name", "Grace")]
    assert name_field(app).key == key


def test_a_refused_value_gives_way_to_the_one_before_in_the_same_widget(app, stage):
    key = name_field(app).key
    name_field(app).set_value("refused")
    rerun(app)
    assert name_field(app).value == "Ada"
    assert name_field(app).key == key
    name_field(app).set_value("refused")
    rerun(app)
    assert stage.heard == [("name", "refused")] * 2, "who types it again is told again"


@pytest.mark.parametrize("moment", ["taken", "half drawn"])
def test_a_run_that_is_cut_short_loses_nothing_and_hears_nothing_twice(moment, app, stage):
    first = write_change(app, "Grace")
    app.slider[0].set_value(5)
    second = write_change(app, "Grace")
    stage.messages.append((moment, second))
    app._run(first)
    assert not app.exception
    assert not stage.messages
    assert stage.heard == [("name", "Grace"), ("number", 5)]
    assert (name_field(app).value, app.slider[0].value) == ("Grace", 5)
    assert stage.heard == [("name", "Grace"), ("number", 5)]


@pytest.mark.parametrize("moment", ["taken", "half drawn"])
def test_what_the_server_sets_is_shown_though_a_run_was_cut_short(moment, app, stage):
    unheard = app._tree.get_widget_states()
    stage.values["name"] = "Emmy"
    stage.messages.append((moment, unheard))
    app._run(unheard)
    assert name_field(app).value == "Emmy"
    assert name_field(app._run(unheard)).value == "Emmy"
    assert stage.heard == []


def test_a_file_is_taken_once_though_the_browser_sends_it_again(app, stage):
    box = app.file_uploader[0].set_value([("a.txt", b"first", "text/plain")])
    sent = box.root.get_widget_states()
    app._run(sent)
    app._run(sent)
    assert stage.heard == [("file", b"first")]
    assert app.file_uploader[0].value is None
    app.file_uploader[0].set_value([("b.txt", b"second", "text/plain")])
    rerun(rerun(app))
    assert stage.heard == [("file", b"first"), ("file", b"second")]


def test_the_same_file_can_be_taken_again(app, stage):
    for _ in range(2):
        app.file_uploader[0].set_value([("a.txt", b"first", "text/plain")])
        rerun(app)
    assert stage.heard == [("file", b"first")] * 2


def test_what_a_component_says_is_heard_once(app, stage):
    said = write_saying(app, "sayer", 7)
    app._run(said)
    app._run(said)
    rerun(app)
    assert stage.heard == [("sayer", 7)]
    say(app, "sayer", 7)
    assert stage.heard == [("sayer", 7)] * 2, "another saying, though of the same"


@pytest.mark.parametrize("draw_again", [rerun, rerun_part])
def test_a_component_that_has_gone_and_come_back_says_nothing_by_itself(draw_again, app, stage):
    say(app, "sayer", 7)
    stage.hidden.add("sayer")
    draw_again(app)
    stage.hidden.clear()
    for _ in range(3):
        draw_again(app)
        assert not app.exception
    assert stage.heard == [("sayer", 7)]
    say(app, "sayer", 8)
    assert stage.heard == [("sayer", 7), ("sayer", 8)]


@pytest.mark.parametrize("said", [None, 7, "seven", [], {}, {"id": 1}, {"value": 2}])
def test_what_is_no_saying_does_no_harm(said, app, stage):
    say(app, "sayer", 7)
    app._run(write_saying(app, "sayer", said=said))
    assert not app.exception
    assert [name for name, _ in stage.heard] == ["sayer"] * len(stage.heard)
    say(app, "sayer", 8)
    assert stage.heard[-1] == ("sayer", 8)


def test_widgets_of_a_page_that_was_left_are_forgotten(app, stage):
    late = write_change(app, "Grace")
    assert stage.inputs.knows("name")
    stage.hidden.add("name")
    rerun(app)
    assert not stage.inputs.knows("name")
    app._run(late)
    stage.hidden.clear()
    assert name_field(rerun(app)).value == "Ada"
    assert stage.heard == []


def test_who_comes_back_to_a_page_finds_what_it_shows_by_now(app, stage):
    name_field(app).set_value("Grace")
    rerun(app)
    stage.hidden.add("name")
    rerun(app)
    stage.values["name"] = "Emmy"
    stage.hidden.clear()
    assert name_field(rerun(app)).value == "Emmy"
    name_field(app).set_value("Ada")
    rerun(app)
    assert stage.heard == [("name", "Grace"), ("name", "Ada")]


def test_what_a_widget_shows_is_told_with_each_run_for_a_browser_that_drew_none_between():
    app = open_app({"epochs": "3"})
    app.button(key="preset_overfit").click()
    rerun(rerun(app))
    fields = {each.label: each for each in app.text_input}
    assert fields["Epochs"].value == "40"
    assert [each.label for each in fields.values() if each.proto.default != each.value] == []
    for each in app.selectbox:
        assert each.proto.default == each.index
    for each in app.toggle:
        assert each.proto.default == each.value


def draw_lists():
    inputs = Inputs()
    for widget, name, value in ((st.selectbox, "one", 1), (st.multiselect, "several", [1])):
        for count in (20, 21):
            inputs.show(widget, "List", f"{name}_{count}", value, print, options=range(count))


def test_a_list_of_one_choice_and_a_short_one_take_no_text():
    lists = SimpleNamespace(run=draw_lists)
    app = rerun(AppTest.from_function(run_stage, args=(lists,), default_timeout=30))
    modes = [each.proto.filter_mode for each in (*app.selectbox, *app.multiselect)]
    *others, of_many = modes
    assert set(others) == {SelectWidgetFilterMode.FILTER_MODE_NONE}
    assert of_many == SelectWidgetFilterMode.FILTER_MODE_CONTAINS


class NamedList:
    """A list whose option is called otherwise at each run."""

    def __init__(self):
        self.inputs, self.names = Inputs(), iter(["1 (running)", "1 (running)", "1 (finished)"])

    def run(self):
        name = next(self.names)
        self.inputs.show(
            st.selectbox, "List", "list", 1, print, options=[1], format_func=lambda _: name
        )


def test_what_is_chosen_is_called_as_it_is_called_now():
    app = AppTest.from_function(run_stage, args=(NamedList(),), default_timeout=30)
    told = []
    for _ in range(3):
        [chosen] = rerun(app).selectbox
        told.append(chosen.proto.raw_value if chosen.proto.set_value else None)
    assert told[1:] == [None, "1 (finished)"]
