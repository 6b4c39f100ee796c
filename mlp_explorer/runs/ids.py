"""Names of what is kept."""

import secrets

__all__ = ["make_id"]


def make_id() -> str:
    """Return a new id that cannot be guessed."""
    return secrets.token_urlsafe(9)
