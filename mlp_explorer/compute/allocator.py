"""What the C library does with memory: where it is the GNU one, by mallopt(3); else nothing."""

import ctypes

__all__ = ["keep_freed_memory", "share_arenas"]

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_ARENAS = 2


def keep_freed_memory() -> None:
    """Have the memory that each step of a training frees kept for the next one.

    Dask starts workers with MALLOC_TRIM_THRESHOLD_ set, which gives every large array back to the
    system at once: an epoch of the tutorial's job then took 0.28 instead of 0.22 s, one of the
    preset Fast 0.76 instead of 0.39 s.
    """
    _set(_M_MMAP_THRESHOLD, 32 << 20)
    _set(_M_TRIM_THRESHOLD, 64 << 20)


def share_arenas() -> None:
    """Have the threads take their memory from two stores, and not from one each.

    A server of pages has a thread for each click, and what is freed in one's store another cannot
    take: 30 people had it use 30 MB more (`python -m benchmarks.classroom`).
    """
    _set(_M_ARENA_MAX, _ARENAS)


def _set(parameter: int, value: int) -> None:
    try:
        ctypes.CDLL(None).mallopt(parameter, value)
    except (AttributeError, TypeError):  # not the GNU C library; Windows has no CDLL(None) either
        return
