"""What is known of runs: events, records, states, the store, and the reading of curves."""

from mlp_explorer.runs.checkpoint import Best, Checkpoint
from mlp_explorer.runs.drawings import OwnDrawing, OwnSet
from mlp_explorer.runs.events import Event, event_from_dict, event_to_dict
from mlp_explorer.runs.reading import Reading, Verdict, read_curves
from mlp_explorer.runs.record import Group, RunRecord, RunSummary
from mlp_explorer.runs.states import RunState
from mlp_explorer.runs.store import RunStore, Snapshot

__all__ = [
    "Best",
    "Checkpoint",
    "Event",
    "event_from_dict",
    "event_to_dict",
    "Group",
    "OwnDrawing",
    "OwnSet",
    "read_curves",
    "Reading",
    "RunRecord",
    "RunState",
    "RunStore",
    "RunSummary",
    "Snapshot",
    "Verdict",
]
