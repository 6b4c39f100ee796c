"""How many of a computer's processors a training uses."""

import tensorflow as tf

__all__ = ["limit_threads"]


def limit_threads(threads: int) -> None:
    """Have TensorFlow compute with that many threads; to be called before it computes anything.

    What XLA compiles keeps to it too (measured: with 1, both ways to compile keep one processor
    busy, not two).
    """
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
