"""The table of mistakes: which cells have colour, and what the pointer is told."""

import numpy as np
import pytest

from mlp_explorer.charts.confusion import plot_confusion, plot_confusion_difference

DIGITS = list("0123456789")


def confusion(**cells: int) -> np.ndarray:
    """Counts with 100 on the diagonal and, say, `r4a9=12` where a 4 was read as 9."""
    counts = np.diag(np.full(10, 100))
    for name, count in cells.items():
        counts[int(name[1]), int(name[3])] = count
    return counts


def only_note(figure) -> str:
    assert not figure.data
    [note] = figure.layout.annotations
    return note.text


def test_right_answers_have_no_colour_and_mistakes_all_of_it():
    figure = plot_confusion(confusion(r4a9=12, r7a2=3), "Mistakes", DIGITS)
    heat = figure.data[0]
    assert heat.z[4][9] == heat.zmax == 12
    assert heat.z[7][2] == 3
    assert np.diag(heat.z).max() == 0


def test_the_pointer_is_told_which_digit_was_read_as_which():
    hover = plot_confusion(confusion(r4a9=12, r7a2=1, r0a0=1234), "Mistakes", DIGITS).data[0].text
    assert hover[4][9] == "4 read as 9: 12 times"
    assert hover[7][2] == "7 read as 2: 1 time"
    assert hover[0][0] == "0 read as 0: 1,234 times"


def test_the_right_answers_and_the_strongest_mistakes_are_written():
    _, right, strong = plot_confusion(confusion(r4a9=12, r3a5=10, r7a2=3), "Mistakes", DIGITS).data
    assert list(right.x) == list(right.y) == list(range(10))
    assert right.text == ("100",) * 10
    assert set(zip(strong.y, strong.x, strong.text, strict=True)) == {(4, 9, "12"), (3, 5, "10")}


def test_0_is_on_top_and_cells_are_square():
    axes = plot_confusion(confusion(r1a7=1), "Mistakes", DIGITS).layout
    assert axes.yaxis.range == (9.5, -0.5)  # each cell whole
    assert axes.yaxis.scaleanchor == "x"


def test_a_network_without_mistakes_is_drawn_too():
    heat, right, strong = plot_confusion(confusion(), "Mistakes", DIGITS).data
    assert (heat.zmin, heat.zmax) == (0, 1)
    assert len(right.text) == 10
    assert len(strong.text) == 0


def test_without_a_test_the_confusion_says_so():
    nothing = np.zeros((10, 10), dtype=np.int64)
    assert "Nothing tested yet." in only_note(plot_confusion(nothing, "Mistakes", DIGITS))
    assert "Both need a test" in only_note(
        plot_confusion_difference(confusion(), nothing, "A", "B", DIGITS)
    )


def test_the_difference_is_a_minus_b_around_0():
    heat = plot_confusion_difference(
        confusion(r4a9=12), confusion(r4a9=5, r1a7=9), "A", "B", DIGITS
    ).data[0]
    assert (heat.z[4][9], heat.z[1][7]) == (7, -9)
    assert (heat.zmin, heat.zmax) == (-9, 9)
    assert np.diag(heat.z).tolist() == [0] * 10


def test_the_diagonal_tells_how_many_more_are_right():
    a, b = confusion(r4a4=90, r5a5=110), confusion()
    written = plot_confusion_difference(a, b, "A", "B", DIGITS).data[1].text
    assert written[3:7] == (
        "+0",
        "−10",
        "+10",
        "+0",
    )


@pytest.mark.parametrize(
    ("right", "answer", "sentence"),
    [
        (4, 9, "4 read as 9: A 12 times, B 5 times.<br>B reads 4 better here."),
        (1, 7, "1 read as 7: A 0 times, B 1 time.<br>A reads 1 better here."),
        (4, 4, "4 read as 4: A 90 times, B 100 times.<br>B reads 4 better here."),
        (5, 5, "5 read as 5: A 110 times, B 100 times.<br>A reads 5 better here."),
        (2, 3, "2 read as 3: A 0 times, B 0 times.<br>No difference."),
    ],
)
def test_the_pointer_is_told_who_reads_a_digit_better(right, answer, sentence):
    a, b = confusion(r4a9=12, r4a4=90, r5a5=110), confusion(r4a9=5, r1a7=1)
    assert plot_confusion_difference(a, b, "A", "B", DIGITS).data[0].text[right][answer] == sentence


def test_backgrounds_are_transparent():
    layout = plot_confusion(confusion(), "Mistakes", DIGITS).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_what_strangers_call_classes_and_runs_is_shown_as_it_is():
    names, counts = ["<b>a</b>", "c"], np.array([[3, 1], [0, 2]])
    cells = plot_confusion(counts, "t", names).data[0]
    assert "&lt;b&gt;a&lt;/b&gt; read as c" in cells.text[0][1]
    cells = plot_confusion_difference(counts, counts.T, "<i>one</i>", "two", names).data[0]
    assert "&lt;i&gt;one&lt;/i&gt;" in cells.text[0][1]
    assert "<i>" not in cells.text[0][1]
