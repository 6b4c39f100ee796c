"""Text of strangers becomes Markdown that shows it as it is (test_strangers.py looks at pages)."""

import pytest

from mlp_explorer.charts.compare import Curve, plot_curves
from mlp_explorer.charts.tradeoff import Point, plot_tradeoff
from mlp_explorer.errors import Sentence
from mlp_explorer.tasks import METRICS
from mlp_explorer.ui.plain import plain

ACCURACY = METRICS["accuracy"]

J = "\N{WORD JOINER}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("784 → 32 relu, 95.1 %", "784 → 32 relu, 95.1 %"),
        ("tcp://127.0.0.1:9 is open", "tcp://127.0.0.1:9 is open"),
        ("1. one", f"{J}1. one"),
        ("wide net (2)", "wide net (2)"),
        ("![x](//elsewhere/p.png)", r"!\[x\](//elsewhere/p.png)"),
        ("<b>bold</b> & *more*", r"\<b\>bold\</b\> \& \*more\*"),
        ("$x^2$ `code` a_b ~~no~~", r"\$x^2\$ \`code\` a\_b \~\~no\~\~"),
        ("https://x.test or WWW.x.test", f"https:{J}//x.test or WWW{J}.x.test"),
        (":material/warning: :red[x]", rf":{J}material/warning: :red\[x\]"),
        ("mail@x.test", f"mail@{J}x.test"),
        ("# big\n\n- one", f"{J}# big - one"),
        (Sentence("wide *net*"), r"wide \*net\*"),
    ],
)
def test_text_stays_text(text, shown):
    assert plain(text) == shown


def test_text_stays_text_in_charts():
    name = "<a href='//x.test'>in</a> %{x} & more"
    shown = "&lt;a href='//x.test'&gt;in&lt;/a&gt; %{x} &amp; more"
    [curve] = plot_curves([Curve(name, (1,), (1.0,), (0.5,))], "score", ACCURACY).data
    assert curve.name == shown
    assert curve.hovertemplate.startswith("%{meta}"), "what is put in is not read again"
    [point] = plot_tradeoff([Point(name, 10, 1.0, 0.5)], ACCURACY).data
    assert (point.name, point.text) == (shown, (shown,))
    assert point.meta.startswith(shown)
    assert point.hovertemplate == "%{meta}<extra></extra>"
