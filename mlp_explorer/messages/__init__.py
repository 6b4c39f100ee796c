"""What a training is given, says and leaves: no database, no cluster."""

from mlp_explorer.messages.checkpoint import Best, Checkpoint
from mlp_explorer.messages.events import HELD, Event, event_from_dict, event_to_dict
from mlp_explorer.messages.history import make_history
from mlp_explorer.messages.own_set import OwnSet
from mlp_explorer.messages.states import RunState

__all__ = [
    "Best",
    "Checkpoint",
    "Event",
    "event_from_dict",
    "event_to_dict",
    "HELD",
    "make_history",
    "OwnSet",
    "RunState",
]
