"""What a network is to answer: how its outputs, its loss and its targets belong together."""

from mlp_explorer.tasks.heads import HEADS, Head, list_heads

__all__ = ["Head", "HEADS", "list_heads"]
