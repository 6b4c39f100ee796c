"""Text that strangers write, such as a run's name or a link's values, shown as it is."""

import re

__all__ = ["plain"]

_JOINER = "\N{WORD JOINER}"  # no width, and no line ends at it
_MARKS = re.compile(r"[\\`*_\[\]<>|~$&]")
# links, addresses and icons, which Streamlit 1.67 makes of text after it has read the backslashes
_LINKS = re.compile(
    r"(?<=http:)(?=//)|(?<=https:)(?=//)|(?<=www)(?=\.)|(?<=@)|(?<=:)(?=[\w+/-]+:)", re.IGNORECASE
)
# what makes a list or a heading where a line begins with it
_BEGINS = re.compile(r"[-+#=]|\d+[.)]")


def plain(text: object) -> str:
    """Return `text` as Markdown that shows it on one line: no picture, link, formula or HTML."""
    line = " ".join(str(text).split())
    begin = _JOINER if _BEGINS.match(line) else ""
    return begin + _LINKS.sub(_JOINER, _MARKS.sub(r"\\\g<0>", line))
