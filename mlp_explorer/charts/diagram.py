"""The network as a drawing: one column of circles a layer, and what each layer costs.

The drawing is an inline SVG, so that its text takes the page's own colour in light and in dark.
Positions across are percentages and positions down are pixels: the columns move apart on a wide
screen and together on a phone, while circles and letters keep their size.
Show it with `st.markdown(..., unsafe_allow_html=True)`: `st.html` removes every SVG element.
"""

from html import escape
from itertools import pairwise
from typing import NamedTuple

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION
from mlp_explorer.config import HiddenLayer, TrainConfig
from mlp_explorer.data import About
from mlp_explorer.words import CHOICE, NETWORK, write_number

__all__ = ["count_parameters", "describe_network", "draw_network"]

_TOP = 72.0  # the middle of every column, from the top
_EXTENT = 117.0  # height of the tallest column, from its first centre to its last
_RADIUS = 4.5
_LINE = 14  # from one line of a label to the next
_LABELS = 156  # baseline of the first line
_MOST_NAMED, _NAME = 12, 14  # circles with a name beside them; letters of one
_NARROW, _WIDE = 78, 260  # px a column may take: as long as “1,050,624” and “SiLU (swish)” fit


class _Column(NamedTuple):
    """One layer as it is drawn: where its circles are and what stands below."""

    heights: tuple[float, ...]  # centres of the circles, px from the top, downwards
    gap: float | None  # where “⋮” stands for the neurons that are not drawn
    colour: str
    lines: tuple[str, ...]
    dropout: float = 0.0
    boxed: bool = False  # batch normalization
    names: tuple[str, ...] = ()  # beside the circles, one each: of features, of classes
    is_first: bool = False


def draw_network(config: TrainConfig) -> str:
    """Return the network as one `<svg>` in a `<div>` that scrolls sideways if it must.

    One line of markup; the same config gives the same string.
    """
    columns = _make_columns(config)
    height = _LABELS + max(len(column.lines) for column in columns) * _LINE + 10
    sentence = escape(describe_network(config))
    in_all = NETWORK["in_all"].format(parameters=count_parameters(config))
    return (
        '<div style="overflow-x:auto">'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{sentence}" '
        f'width="100%" height="{height}" fill="currentColor" style="display:block;margin:auto;'
        f'min-width:{_NARROW * len(columns)}px;max-width:{_WIDE * len(columns)}px">'
        f"<title>{sentence}</title>{_draw_columns(columns)}"
        f'<text x="50%" y="{height - 4}" font-size="12" text-anchor="middle" opacity="0.75">'
        f"{in_all}</text></svg></div>"
    )


def describe_network(config: TrainConfig) -> str:
    """Return the network as one plain sentence, for those who do not see the drawing."""
    *hidden, last = config.layer_parameters
    inputs = "pixels" if config.about.kind == "pictures" else "features"
    layers = [
        NETWORK[inputs].format(count=config.widths[0]),
        *map(_describe_layer, config.hidden_layers, hidden),
        NETWORK["outputs"].format(
            count=config.widths[-1], activation=config.output_activation, parameters=last
        ),
    ]
    return NETWORK["network"].format(
        layers=NETWORK["then"].join(layers), parameters=count_parameters(config)
    )


def count_parameters(config: TrainConfig) -> int:
    """Return the number of all parameters, as Keras's `model.count_params()` counts them."""
    return sum(config.layer_parameters)


def _describe_layer(layer: HiddenLayer, parameters: int) -> str:
    extras = [NETWORK["parameters"].format(parameters=parameters), *_marks(layer)]
    return NETWORK["layer"].format(
        count=layer.units,
        activation=CHOICE["activation"][layer.activation]["label"],
        extras=NETWORK["comma"].join(extras),
    )


def _marks(layer: HiddenLayer) -> list[str]:
    """Return what the layer does beside its activation, in a few words each."""
    marks = [NETWORK["batch_norm"]] if layer.batch_normalization else []
    if layer.dropout:
        marks.append(NETWORK["dropout"].format(share=100 * layer.dropout))
    return marks


def _make_columns(config: TrainConfig) -> list[_Column]:
    return [
        _make_input(config.about),
        *map(_make_hidden, config.hidden_layers, config.layer_parameters),
        _make_output(config),
    ]


def _make_input(about: About) -> _Column:
    if about.kind == "pictures":
        height, width = about.shape
        size = NETWORK["label_size"].format(height=height, width=width)
        lines = (write_number(about.n_inputs, ","), NETWORK["label_pixels"], size)
        return _Column(*_place(about.n_inputs), INK, lines)
    label = NETWORK["label_features"].format(count=about.n_inputs)
    column = _Column(*_place(about.n_inputs), INK, (str(about.n_inputs), label))
    if column.gap is not None or about.n_inputs > _MOST_NAMED:
        return column
    return column._replace(names=about.features, is_first=True)


def _make_output(config: TrainConfig) -> _Column:
    count, parameters = config.widths[-1], write_number(config.layer_parameters[-1], ",")
    lines = (str(count), config.output_activation, parameters, NETWORK["label_parameters"])
    if count > _MOST_NAMED:
        return _Column(*_place(count), VALIDATION, lines)
    about = config.about
    names = about.classes if count > 1 else () if about.classes else (about.answer,)
    heights = _spread(count, min(_EXTENT, 14.0 * (count - 1)))
    return _Column(heights, None, VALIDATION, lines, names=names)


def _make_hidden(layer: HiddenLayer, parameters: int) -> _Column:
    name = CHOICE["activation"][layer.activation]["label"]
    costs = (write_number(parameters, ","), NETWORK["label_parameters"])
    lines = (write_number(layer.units, ","), name, *costs, *_marks(layer))
    return _Column(*_place(layer.units), TRAIN, lines, layer.dropout, layer.batch_normalization)


def _place(units: int) -> tuple[tuple[float, ...], float | None]:
    """Return the circles' heights, and the gap's if not all neurons are drawn.

    More neurons make a taller column, on a logarithmic scale, so that each click on the
    width is seen: about two circles more for sixteen times the neurons.
    """
    doublings = units.bit_length() - 1
    shown = min(units, max(5, 3 + doublings // 2))
    if shown == units:
        return _spread(units, 14.0 * (units - 1)), None
    places = _spread(shown + 1, _EXTENT * (0.4 + 0.05 * min(doublings + units / 2**doublings, 12)))
    middle = (shown + 1) // 2
    return places[:middle] + places[middle + 1 :], places[middle]


def _spread(count: int, extent: float) -> tuple[float, ...]:
    """Return `count` heights around the middle, the first and last `extent` px apart."""
    step = extent / max(count - 1, 1)
    return tuple(round(_TOP + (i - (count - 1) / 2) * step, 1) for i in range(count))


def _draw_columns(columns: list[_Column]) -> str:
    # the connections first: the circles lie on top of them
    share = 100 / len(columns)
    lines = [_connect(*pair, (i + 0.5) * share, share) for i, pair in enumerate(pairwise(columns))]
    return "".join(lines + [_draw(c, f"{(i + 0.5) * share:g}%") for i, c in enumerate(columns)])


def _connect(left: _Column, right: _Column, x: float, width: float) -> str:
    """Return all lines between two columns as one path, stretched to `width` per cent."""
    path = "".join(f"M0 {a:g}L1 {b:g}" for a in _kept(left) for b in _kept(right))
    return (
        f'<svg x="{x:g}%" width="{width:g}%" height="{2 * _TOP:g}" '
        f'viewBox="0 0 1 {2 * _TOP:g}" preserveAspectRatio="none">'
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="0.7" '
        'stroke-opacity="0.16" vector-effect="non-scaling-stroke"/></svg>'
    )


def _draw(column: _Column, x: str) -> str:
    box = _box(column, x) if column.boxed else ""
    parts = (_draw_circles, _draw_names, _draw_gap, _label)
    return box + "".join(draw(column, x) for draw in parts)


def _is_dropped(column: _Column, i: int) -> bool:
    """Tell whether dropout sets the circle `i` to 0: evenly, in its share of them."""
    return int((i + 1) * column.dropout) > int(i * column.dropout)


def _kept(column: _Column) -> list[float]:
    return [y for i, y in enumerate(column.heights) if not _is_dropped(column, i)]


def _draw_circles(column: _Column, x: str) -> str:
    """Return the circles; those that dropout sets to 0 are hollow, and without connections."""
    hollow = (' fill="none"' if _is_dropped(column, i) else "" for i in range(len(column.heights)))
    circles = (
        f'<circle cx="{x}" cy="{y:g}" r="{_RADIUS}"{fill}/>'
        for y, fill in zip(column.heights, hollow, strict=True)
    )
    return f'<g fill="{column.colour}" stroke="{column.colour}">{"".join(circles)}</g>'


def _draw_gap(column: _Column, x: str) -> str:
    if column.gap is None:
        return ""
    return (
        f'<text x="{x}" y="{column.gap:g}" font-size="14" text-anchor="middle" '
        'dominant-baseline="central">⋮</text>'
    )


def _draw_names(column: _Column, x: str) -> str:
    if not column.names:
        return ""
    texts = (
        f'<text x="{x}" y="{y:g}" dominant-baseline="central">{escape(_shorten(name))}</text>'
        for name, y in zip(column.names, column.heights, strict=True)
    )
    side, anchor = (-10, "end") if column.is_first else (10, "start")
    return (
        f'<g font-size="11" transform="translate({side} 0)" text-anchor="{anchor}" opacity="0.8">'
        f"{''.join(texts)}</g>"
    )


def _shorten(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _box(column: _Column, x: str) -> str:
    top, bottom = column.heights[0] - 10, column.heights[-1] + 10
    return (
        f'<rect x="{x}" y="{top:g}" width="20" height="{bottom - top:g}" rx="10" fill="none" '
        f'stroke="{column.colour}" stroke-opacity="0.6" transform="translate(-10 0)"/>'
    )


def _label(column: _Column, x: str) -> str:
    """Return the lines below: the width in bold, the activation, then the rest, muted."""
    styles = ('font-size="14" font-weight="600"', 'font-size="12.5"')
    lines = (
        f'<text x="{x}" y="{_LABELS + i * _LINE}" '
        + (styles[i] if i < len(styles) else 'font-size="11.5" opacity="0.7"')
        + f">{escape(line)}</text>"
        for i, line in enumerate(column.lines)
    )
    return f'<g text-anchor="middle">{"".join(lines)}</g>'
