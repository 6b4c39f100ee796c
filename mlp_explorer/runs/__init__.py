"""What is kept of runs: records, the store, and the reading of curves."""

from mlp_explorer.runs.causes import find_causes
from mlp_explorer.runs.drawings import OwnDrawing
from mlp_explorer.runs.named_drawings import NamedDrawing
from mlp_explorer.runs.nicknames import Person, read_nickname
from mlp_explorer.runs.own_data import KeptData
from mlp_explorer.runs.reading import Reading, Verdict, read_curves
from mlp_explorer.runs.record import Group, RunRecord, RunSummary, UnreadableRun, find_best
from mlp_explorer.runs.snapshots import MOST_CACHED_BYTES, Snapshot
from mlp_explorer.runs.store import RunStore, find_home

__all__ = [
    "find_best",
    "find_causes",
    "find_home",
    "Group",
    "KeptData",
    "MOST_CACHED_BYTES",
    "NamedDrawing",
    "OwnDrawing",
    "Person",
    "read_curves",
    "read_nickname",
    "Reading",
    "RunRecord",
    "RunStore",
    "RunSummary",
    "Snapshot",
    "UnreadableRun",
    "Verdict",
]
