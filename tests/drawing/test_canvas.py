"""The objects of the canvas become pen strokes."""

import numpy as np
import pytest

from mlp_explorer.drawing import canvas_strokes, strokes_to_digit
from mlp_explorer.errors import DrawingError


def make_path(points: list[list[float]], **changes: object) -> dict:
    """Make the object of an untouched pencil line of straight pieces, then change it."""
    corners = np.array(points)
    left, top = (corners.min(axis=0) + corners.max(axis=0)) / 2
    path = [["M", *points[0]], *(["L", *point] for point in points[1:])]
    place = {"left": left, "top": top, "originX": "center", "originY": "center"}
    plain = {"type": "Path", "path": path, "strokeWidth": 10, "scaleX": 1, "scaleY": 1}
    return {**plain, **place, **changes}


def test_an_untouched_path_of_the_canvas_stays_where_it_was_drawn():
    path = [["M", 10, 20], ["Q", 10, 20, 15, 30], ["Q", 20, 40, 40, 35], ["L", 60, 30]]
    # Fabric's box of it: 10 to 60 across; down from 20 to the top of the middle cubic curve.
    t = np.linspace(0, 1, 100_001)
    curve = (1 - t) ** 3 * 30 + 3 * t * (1 - t) * 40 + t**3 * 35
    item = {"type": "path", "path": path, "left": 35, "top": (20 + curve.max()) / 2}
    (stroke,) = canvas_strokes([{**item, "originX": "center", "originY": "center"}])
    expected = [[10, 20], [10, 20], [15, 30], [20, 40], [40, 35], [60, 30]]
    assert stroke == pytest.approx(np.array(expected), abs=0.01)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [[10, 20], [30, 60]]),
        ({"left": 120, "top": 140}, [[110, 120], [130, 160]]),
        ({"scaleX": 2, "scaleY": 0.5}, [[0, 30], [40, 50]]),
        ({"scaleX": 2, "left": 50, "top": 0}, [[30, -20], [70, 20]]),
        ({"flipX": True}, [[30, 20], [10, 60]]),
        ({"angle": 90}, [[40, 30], [0, 50]]),
        # The box of another origin has the line of 10 pixels in it, and grows with the scale.
        ({"originX": "left", "originY": "top", "left": 5, "top": 15}, [[10, 20], [30, 60]]),
        (
            {"originX": "left", "originY": "bottom", "left": 5, "top": 65, "scaleX": 2},
            [[15, 20], [55, 60]],
        ),
    ],
)
def test_a_moved_or_scaled_path_is_given_as_seen(changes, expected):
    (stroke,) = canvas_strokes([make_path([[10, 20], [30, 60]], **changes)])
    assert stroke == pytest.approx(np.array(expected, dtype=float), abs=1e-6)


def test_only_paths_are_taken_from_the_canvas():
    items = [{"type": "Rect", "left": 1}, {}, make_path([[0, 0], [9, 9]], type="PATH")]
    assert len(canvas_strokes(items)) == 1
    assert canvas_strokes([]) == []


def test_a_tap_on_the_canvas_becomes_a_dot():
    tap = make_path([[99.99, 50], [100.01, 50]])
    picture = strokes_to_digit(canvas_strokes([tap]))
    assert np.allclose(picture, strokes_to_digit([[[0, 0]]]))


@pytest.mark.parametrize(
    "broken",
    [
        {"path": None},
        {"path": []},
        {"path": "M 0 0 L 1 1"},
        {"path": [["L", 1, 1]]},
        {"path": [["M", 1]]},
        {"scaleX": "wide"},
        {"left": None},
        {"originX": "somewhere"},
    ],
)
def test_a_broken_path_is_refused(broken):
    with pytest.raises(DrawingError, match="path of the canvas"):
        canvas_strokes([make_path([[0, 0], [9, 9]], **broken)])


def test_a_path_that_is_too_long_is_refused_before_it_is_read():
    path = [["M", 0, 0], *[["L", "not", "read"]] * 20_000]
    with pytest.raises(DrawingError, match="20,001 points; at most"):
        canvas_strokes([{"type": "path", "path": path}])
