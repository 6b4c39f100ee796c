"""How much to do in one call."""

__all__ = ["INTERVAL_S", "Pace"]

INTERVAL_S = 0.25


class Pace:
    """Cuts work into calls of about `INTERVAL_S` seconds each, from how long the last one took.

    least: items of a call for as long as nothing is known; the other calls are multiples of it, so
    that the cuts of what is done `least` at a time do not depend on the speed. The very first call
    may have been compiled first, so it tells nothing.
    """

    def __init__(self, least: int) -> None:
        self._least = least
        self._item_s = 0.0
        self._calls = 0

    def cut(self, left: int) -> int:
        """Return how many of the `left` items to do next: equal parts of what is left."""
        if not self._item_s:
            return min(self._least, left)
        parts = max(1, round(left * self._item_s / INTERVAL_S))
        return min(-(-left // (parts * self._least)) * self._least, left)

    def note(self, items: int, elapsed_s: float) -> None:
        """Learn from a call of `items` that took `elapsed_s` seconds."""
        self._calls += 1
        if self._calls > 1:
            self._item_s = elapsed_s / items
