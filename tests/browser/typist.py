"""A person at a page who types into each field that there is, key by key.

The fields are found on the page itself, behind what can be opened, too. What a number may be is
taken from the sentence that an empty field gets; what a text means stands here.
"""

import re
from typing import NamedTuple

from tests.browser.settle import settle

__all__ = ["OF_COUNTRY", "Typist"]

# text → what it means as a whole number, and as one that may have a fraction
MEANT = {
    "0,01": (None, 0.01),
    "0.01": (None, 0.01),
    "1.000": (1000, 1.0),
    "1,000": (1000, 1.0),
    "1\u202f000": (1000, 1000.0),
    "1'000": (1000, 1000.0),
    " 5 ": (5, 5.0),
    "1e-3": (None, 0.001),
    "NaN": (None, None),
    "-1": (-1, -1.0),
    "9" * 20: (10**20 - 1, 1e20),
    "0,0,1": (None, None),
    "abc": (None, None),
    "\t7\n": (7, 7.0),  # pasted
}
OF_COUNTRY = {
    "en-US": ("0.01", "1,000"),
    "de-DE": ("0,01", "1.000"),
    "fr-FR": ("0,01", "1\u202f000"),
}
ELSEWHERE = [text for text in MEANT if text not in sum(OF_COUNTRY.values(), ())]
# fields of any text: it stands there as it was typed
WORDS = {"Your name", "Search", "Name", "Values, with commas between them"}

TYPED = (
    "input, textarea, select, [contenteditable]:not([contenteditable=false]), "
    "[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton], [role=slider]"
)
FIND = """(typed) => {
  const others = ["checkbox", "radio", "file", "hidden", "button", "submit"];
  const seen = { visibilityProperty: true, opacityProperty: true };
  const list = (root) => [...root.querySelectorAll("*")].flatMap((each) => [
    ...(each.matches(typed) ? [each] : []),
    ...(each.shadowRoot ? list(each.shadowRoot) : []),
  ]);
  return list(document)
    .filter((each) => !others.includes(each.type) && !each.disabled && each.checkVisibility(seen))
    .map((each) => {
      const inPage = each.getRootNode().host ?? each;  // a component of ours has a root of its own
      const place = [...(inPage.closest("[class*=st-key-]")?.classList ?? [])];
      const kinds = { combobox: "list", slider: "slider" };
      return [
        place.find((name) => name.startsWith("st-key-"))?.replace(/-\\d+$/, "") ?? "",
        each.ariaLabel || each.labels?.[0]?.textContent || "",
        each.type === "range" ? "slider" : kinds[each.role] ?? "text",
      ];
    });
}"""
UNFOLD = (
    "document.querySelectorAll('details:not([open]) > summary').forEach((each) => each.click())"
)
COPY = "(text) => navigator.clipboard.writeText(text)"
PLACE = "(slider) => slider.value ?? slider.ariaValueNow"
SAID = ".st-key-problems [data-testid=stAlert]"
POPOVER = "[data-testid=stPopover] button:enabled"
ALLOWED = re.compile(r"allowed are (whole )?numbers from ([\d.e-]+) to ([\d.e]+)\.")


class Field(NamedTuple):
    """place: the class of what it stands in. kind: "text", "list" to choose from, or "slider"."""

    place: str
    label: str
    kind: str


class Limits(NamedTuple):
    """What a number may be."""

    whole: bool
    low: float
    high: float


class Typist:
    """met: the fields so far. wrong: what was neither taken as meant nor refused in words."""

    def __init__(self, page, country):
        self.page, self.country = page, country
        self.met, self.opened, self.wrong = set(), set(), []

    def type_everywhere(self):
        """Type into all fields that are seen, and into those behind what can be opened."""
        self.page.evaluate(UNFOLD)
        settle(self.page)
        self.type_into_all()
        popovers = self.page.locator(POPOVER).filter(visible=True)
        for place, name in enumerate(popovers.all_inner_texts()):
            if name not in self.opened:
                self.opened.add(name)
                popovers.nth(place).click()
                settle(self.page)
                self.type_into_all()
                self.page.keyboard.press("Escape")

    def type_into_all(self):
        """Type into the fields that were not met before."""
        while new := [each for each in self.find() if each not in self.met]:
            field = new[0]
            assert field.label, field
            self.met.add(field)
            kinds = {"text": self.try_text, "list": self.try_list, "slider": self.try_slider}
            kinds[field.kind](field)

    def find(self):
        return [Field(*each) for each in self.page.evaluate(FIND, TYPED)]

    def choose_texts(self):
        """Return what a field meets: one text of the country's, and one of the rest, in turn."""
        country, field = list(OF_COUNTRY).index(self.country), len(self.met)
        own = OF_COUNTRY[self.country]
        turn = country + len(OF_COUNTRY) * field
        return own[(country + field) % len(own)], ELSEWHERE[turn % len(ELSEWHERE)]

    def locate(self, field):
        place = self.page.locator(f"[class*='{field.place}']")
        box = place.get_by_label(field.label, exact=True).and_(self.page.locator(TYPED))
        return box.filter(visible=True)

    def enter(self, field, text):
        """Replace what stands in a field; return what stands there then, and what the page says."""
        box = self.locate(field)
        box.focus()
        self.press(text)
        settle(self.page)
        return box.input_value(), " ".join(self.page.locator(SAID).all_inner_texts())

    def press(self, text):
        """Press the keys that replace a text by another one, and enter it."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        if text.strip("\t\n") == text:
            self.page.keyboard.type(text)
        else:
            self.page.evaluate(COPY, text)
            self.page.keyboard.press("Control+V")
        self.page.keyboard.press("Enter")

    def expect(self, is_right, field, *told):
        if not is_right:
            self.wrong.append((field, *told))

    def try_text(self, field):
        before = self.locate(field).input_value()
        shown, said = self.enter(field, "")
        limits = read_limits(field, said)
        if field.label in WORDS:
            self.try_words(field)
        elif limits and shown == before:
            self.try_number(field, limits)
        else:
            self.wrong.append((field, "", shown, said))

    def try_number(self, field, limits):
        """Type into a field of a number: it is taken as meant, or refused with a sentence."""
        first = before = self.locate(field).input_value()
        others = self.find()
        for text in self.choose_texts():
            shown, said = self.enter(field, text)
            meant = MEANT[text][not limits.whole]
            if meant is None or not limits.low <= meant <= limits.high:
                is_right = shown == before and read_limits(field, said) == limits
            else:
                is_right = float(shown) == meant and not said
            self.expect(is_right, field, text, shown, said)
            before = shown
        if self.find() != others:  # it says what else there is
            self.enter(field, first)

    def try_words(self, field):
        """Type into a field of any text: it stands there, each gap in it perhaps as one blank."""
        for text in self.choose_texts():
            shown, _ = self.enter(field, text)
            self.expect(shown.split() == text.split(), field, text, shown)
        self.enter(field, "")

    def try_list(self, field):
        """Type into a list: what is chosen stays, and nothing of the text."""
        before = self.read_choice(field)
        self.locate(field).focus()
        for text in ("", *self.choose_texts()):
            self.press(text.replace("\u202f", " "))  # for which Playwright has no key
        self.page.keyboard.press("Tab")
        settle(self.page)
        self.expect(self.read_choice(field) == before, field, self.read_choice(field))

    def read_choice(self, field):
        """Return what is chosen in a list, or which ones are."""
        place = self.page.locator(f"[class*='{field.place}']").filter(visible=True).first
        return place.inner_text(), self.locate(field).input_value()

    def try_slider(self, field):
        """Type at a slider: it is moved by arrows, and by nothing that is a text."""
        slider = self.page.locator(f"[class*='{field.place}'] :is([type=range], [role=slider])")
        before = slider.evaluate(PLACE)
        slider.focus()
        for text in self.choose_texts():
            self.page.keyboard.type(text.strip())
        settle(self.page)
        self.expect(slider.evaluate(PLACE) == before, field)


def read_limits(field, said):
    """Return what a field's number may be, as the page says; None where it says nothing of it."""
    found = re.search(rf"{re.escape(field.label)}: [^;]*; {ALLOWED.pattern}", said)
    return found and Limits(bool(found[1]), float(found[2]), float(found[3]))
