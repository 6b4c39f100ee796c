"""From picked runs to curves: what is one curve, what it is called, what is marked on it."""

from collections.abc import Sequence
from typing import NamedTuple

from mlp_explorer.charts.compare import Curve, Mark
from mlp_explorer.charts.tradeoff import Point
from mlp_explorer.config import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import Event, RateChanged, TrainingEnded, TrainingStarted
from mlp_explorer.runs import RunRecord
from mlp_explorer.runs.comparison import list_differences
from mlp_explorer.runs.seeds import mean_and_band
from mlp_explorer.words import COMPARE, LIVE, SETTING

__all__ = ["Bundle", "bundle_runs", "find_marks", "make_curves", "make_point"]

_SHORT = 34  # characters of a curve's name made of its settings


class Bundle(NamedTuple):
    """Runs that are drawn as one curve: one run, or the same settings with several seeds."""

    label: str
    runs: tuple[RunRecord, ...]

    @property
    def config(self) -> TrainConfig:
        """The first run's; the others' differ in the seed at most."""
        return self.runs[0].config

    @property
    def test_scores(self) -> list[float]:
        """The score in the test, one a run that has been tested."""
        return [run.test.test_score for run in self.runs if run.test]


def bundle_runs(runs: Sequence[RunRecord], average: bool) -> list[Bundle]:
    """Put runs together that differ in their seed only, if they are to be averaged. A learning
    rate that was changed on the way is a difference."""
    bundles: dict[object, list[RunRecord]] = {}
    for run in runs:
        key = (run.config.changed(seed=0), run.learning_rate) if average else run.id
        bundles.setdefault(key, []).append(run)
    labels = _name(list(bundles.values()))
    return [
        Bundle(label, tuple(group)) for label, group in zip(labels, bundles.values(), strict=True)
    ]


def make_curves(
    bundle: Bundle, field: str, place: int, marks: tuple[Mark, ...] = ()
) -> list[Curve]:
    """Return the curve of a field of `EpochEnded`, in the colour of a place.

    Of several seeds it is the mean of the runs that have finished; beside it are the others, thin:
    a run at its beginning would cut the mean short.
    """
    begun = [run for run in bundle.runs if run.epochs]
    whole = [run for run in begun if run.state is RunState.FINISHED]
    whole = whole or [run for run in begun if not run.state.is_active()] or begun[:1]
    rest = [run for run in begun if run not in whole]
    return [
        _average(whole, bundle.label, field, place)._replace(marks=marks),
        *(_average([run], bundle.label, field, place)._replace(thin=True) for run in rest),
    ]


def _average(runs: Sequence[RunRecord], label: str, field: str, place: int) -> Curve:
    """Return the mean of runs with its band, or a single run as it is."""
    histories = [[getattr(epoch, field) for epoch in run.epochs] for run in runs]
    seconds, *_ = mean_and_band([[epoch.elapsed_s for epoch in run.epochs] for run in runs])
    epochs = tuple(range(1, len(seconds) + 1))
    if len(runs) < 2:
        values = tuple(histories[0]) if histories else ()
        return Curve(label, epochs, tuple(seconds), values, color=place)
    known = [[float("nan") if value is None else value for value in values] for values in histories]
    mean, low, high = map(tuple, mean_and_band(known))
    return Curve(label, epochs, tuple(seconds), mean, low, high, color=place, runs=len(runs))


def make_point(bundle: Bundle, place: int) -> Point | None:
    """Return the mean score in the test and what it costs, None where nothing has been tested."""
    tested = [run for run in bundle.runs if run.test and run.epochs]
    if not tested:
        return None
    seconds = sum(run.epochs[-1].elapsed_s for run in tested) / len(tested)
    score = sum(bundle.test_scores) / len(tested)
    return Point(bundle.label, sum(bundle.config.layer_parameters), seconds, score, place)


def find_marks(run: RunRecord, events: Sequence[tuple[float, Event]]) -> tuple[Mark, ...]:
    """Return what happened to a run on its way, as the live curves mark it."""
    marks: list[Mark] = []
    steps, begun, yielded = 1, False, False
    for _, event in events:
        match event:
            case TrainingStarted():
                steps, when = event.steps, event.epoch + event.step / event.steps
                # what came later is trained again; turns are no marks, as nothing has changed
                marks = [mark for mark in marks if when and mark.epoch <= when]
                marks += [_mark_going_on(event, when, begun)] if when and not yielded else []
                begun, yielded = True, False
            case RateChanged():
                rate = float(f"{event.learning_rate:.6g}")
                words = LIVE["rate"].format(rate=rate, epoch=event.epoch)
                marks.append(Mark("RateChanged", event.epoch - 1 + event.step / steps, words))
            case TrainingEnded():
                yielded = event.reason == "yielded"
                if event.reason == "diverged" and run.epochs:  # at the end of its curve
                    words = LIVE["diverged"].format(epoch=event.epoch)
                    marks.append(Mark("LossDiverged", run.epochs[-1].epoch, words))
    if run.early_epoch is not None:
        words = LIVE["kept"].format(epoch=run.early_epoch)
        marks.append(Mark("WeightsKept", run.early_epoch, words))
    return tuple(marks)


def _mark_going_on(event: TrainingStarted, when: float, begun: bool) -> Mark:
    name = "branched" if not begun else "continued_within" if event.step else "continued"
    epoch = event.epoch + 1 if event.step else event.epoch
    return Mark("TrainingStarted", when, LIVE[name].format(epoch=epoch))


def _name(groups: Sequence[Sequence[RunRecord]]) -> list[str]:
    """Return a name for each: its own, else what it differs in if that is short, else its title."""
    configs = [group[0].config for group in groups]
    seed = SETTING["seed"]["label"]
    different = [(label, texts) for label, texts in list_differences(configs) if label != seed]
    settings = [
        COMPARE["comma"].join(
            COMPARE["setting"].format(label=label, value=texts[i]) for label, texts in different
        )
        for i in range(len(groups))
    ]
    short = bool(different) and max(map(len, settings)) <= _SHORT
    names = [
        group[0].name or (text if short else group[0].summary.network)
        for group, text in zip(groups, settings, strict=True)
    ]
    return [
        name if names.count(name) == 1 else f"{name} #{names[: i + 1].count(name)}"
        for i, name in enumerate(names)
    ]
