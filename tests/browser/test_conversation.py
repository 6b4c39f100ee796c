"""When has a page been answered? Frame by frame."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conversation import Conversation, make_fence

HOME, ELSEWHERE = "home", "elsewhere"  # pages
CLOCK, NEWS = "clock", "news"  # fragments
WHOLE, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
CUT_SHORT = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Talk(Conversation):
    """A conversation in words: `>` from the page to the server, `<` from the server."""

    newest = 0  # fence

    def ask(self, fragment="", page=HOME):
        """> a wish for a rerun, and the fence right behind it, whose number is returned."""
        asked = ClientState(fragment_id=fragment, page_script_hash=page)
        self.send(BackMsg(rerun_script=asked).SerializeToString())
        return self.fence()

    def fence(self):
        """> a fence, whose number is returned."""
        self.newest += 1
        self.send(make_fence(self.newest))
        return self.newest

    def answer(self, number):
        """< a fence's answer."""
        name = BackMsg.FromString(make_fence(number)).file_urls_request.request_id
        message = ForwardMsg()
        message.file_urls_response.response_id = name
        self.receive(message.SerializeToString())

    def say(self, *wish, **more):
        """> a wish that reaches the server at once."""
        self.answer(self.ask(*wish, **more))

    def begin(self, run, *fragments, page=HOME):
        """< a run begins, of these fragments or of the whole script."""
        message = self._name(run, fragments)
        message.new_session.page_script_hash = page
        self.receive(message.SerializeToString())

    def draw(self, *fragments):
        """< something of these fragments."""
        for fragment in fragments:
            message = ForwardMsg()
            message.delta.fragment_id = fragment
            self.receive(message.SerializeToString())

    def end(self, run, *fragments, how=WHOLE):
        """< a run ends."""
        message = self._name(run, fragments)
        message.script_finished = how
        self.receive(message.SerializeToString())

    def run(self, run, *fragments, page=HOME, draws=()):
        """< a whole run."""
        self.begin(run, *fragments, page=page)
        self.draw(*draws)
        self.end(run, *fragments, how=PART if fragments else WHOLE)

    def rests(self):
        """Send two fences to the server and back; tell whether the page rests then."""
        for _ in range(2):
            self.answer(self.fence())
        return self.get_passed(self.newest) == self.newest

    def _name(self, run, fragments):
        message = ForwardMsg()
        message.metadata.run.script_run_id = run
        message.metadata.run.fragment_ids.extend(fragments)
        return message


@pytest.fixture
def talk():
    """One in which the page has been opened, with two fragments on it, and rests."""
    talk = Talk()
    talk.say(page="")
    talk.run("first", draws=[CLOCK, NEWS])
    assert talk.rests()
    return talk


def test_a_page_rests_when_the_run_that_it_asked_for_has_ended(talk):
    talk.say()
    assert not talk.rests()
    talk.begin("a")
    assert not talk.rests()
    talk.end("a")
    assert talk.rests()


def test_a_page_does_not_rest_before_its_wish_has_reached_the_server(talk):
    wish = talk.ask()
    talk.run("a")  # may be the answer, who knows
    assert not talk.get_passed(wish)
    talk.answer(wish)
    assert not talk.get_passed(wish), "it may be another run's, and the answer begins right now"
    talk.answer(talk.fence())
    assert talk.get_passed(wish)


def test_the_end_of_an_earlier_run_is_no_answer(talk):
    talk.say()
    talk.begin("a")
    talk.answer(talk.fence())
    wish = talk.ask()  # is still on its way
    talk.end("a")
    talk.answer(wish)
    assert not talk.rests()
    talk.begin("b")
    assert not talk.rests()
    talk.end("b")
    assert talk.rests()


def test_a_run_that_begins_before_the_fence_behind_a_wish_is_answered_may_be_its_own(talk):
    wish = talk.ask()
    talk.run("a")
    talk.answer(wish)
    assert talk.rests()


def test_a_run_that_begins_before_the_fence_ahead_of_a_wish_is_answered_is_not(talk):
    ahead = talk.fence()
    wish = talk.ask()
    talk.run("a")  # something else began it
    talk.answer(ahead)
    talk.answer(wish)
    assert not talk.rests()
    talk.run("b")
    assert talk.rests()


def test_a_fences_answer_may_be_left_out_when_a_run_begins(talk):
    talk.ask()
    talk.run("a")
    assert talk.rests()


def test_wishes_that_are_merged_have_one_run(talk):
    for wish in [talk.ask() for _ in range(3)]:
        talk.answer(wish)
    assert not talk.rests()
    talk.run("a")
    assert talk.rests()


def test_a_run_in_place_of_another_one_is_the_one_to_wait_for(talk):
    talk.say()
    talk.begin("a")
    talk.say()
    talk.begin("b")  # the server says nothing more of the other
    assert not talk.rests()
    talk.end("b")
    assert talk.rests()


def test_a_run_that_is_cut_short_is_followed_by_another_one(talk):
    talk.say()
    talk.begin("a")
    talk.end("a", how=CUT_SHORT)  # as by `st.rerun()`
    assert not talk.rests()
    talk.run("b")
    assert talk.rests()


def test_a_run_that_follows_by_itself_begins_before_the_next_fence_is_answered(talk):
    talk.say(CLOCK)
    talk.say(CLOCK)
    talk.run("a", CLOCK)  # of both, or of one
    fence = talk.fence()
    assert not talk.get_passed(fence)
    talk.begin("b", CLOCK)
    talk.answer(fence)
    assert not talk.get_passed(fence)
    talk.end("b", CLOCK, how=PART)
    assert talk.rests()


@pytest.mark.parametrize("fragments", [[CLOCK], [NEWS, CLOCK], []])
def test_a_fragment_is_answered_by_a_run_of_its_own_or_of_the_whole_script(talk, fragments):
    talk.say(CLOCK)
    talk.run("a", NEWS)
    assert not talk.rests()
    talk.run("b", *fragments)
    assert talk.rests()


def test_a_wish_for_a_fragment_that_is_gone_is_dropped(talk):
    talk.say()
    talk.run("a", draws=[CLOCK])
    talk.say(NEWS)
    assert talk.rests()
    talk.say(CLOCK)
    assert not talk.rests()


def test_a_fragment_that_is_gone_when_its_turn_comes_owes_no_run(talk):
    talk.say()
    talk.begin("a")
    talk.say(NEWS)
    talk.end("a")
    assert talk.rests()


def test_a_fragment_that_is_there_when_its_turn_comes_does(talk):
    talk.say()
    talk.begin("a")
    talk.draw(NEWS)
    talk.say(NEWS)
    talk.end("a")
    assert not talk.rests()
    talk.run("b", NEWS)
    assert talk.rests()


def test_a_large_message_that_the_browser_has_already_is_of_its_fragment(talk):
    large = ForwardMsg(hash="large")
    large.delta.fragment_id = NEWS
    talk.receive(large.SerializeToString())
    talk.say()
    talk.begin("a")
    talk.receive(ForwardMsg(ref_hash="large").SerializeToString())
    talk.end("a")
    talk.say(NEWS)
    assert not talk.rests()


def test_what_a_page_says_after_it_was_left_owes_no_run(talk):
    there, late = talk.ask(page=ELSEWHERE), talk.ask(CLOCK)
    talk.answer(there)
    talk.answer(late)
    talk.run("a", page=ELSEWHERE, draws=[CLOCK])
    talk.say(CLOCK)
    assert talk.rests()
