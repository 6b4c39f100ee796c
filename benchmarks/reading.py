"""`python -m benchmarks.reading`: how long a table of 42,000 pictures takes, and how much memory.

The table is as large as that of Kaggle's Digit Recognizer, 77 MB: MNIST's first 42,000 pictures in
the same form. It is read in a fresh process that has what the app has imported, from memory, where
an upload is. Measured is from the bytes to the dataset, its test part held out and its key known.
"""

import gc
import logging
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil

from mlp_explorer import load_dataset

_PICTURES = 42_000


def main() -> None:
    """Make the table and print the figures; with a path as argument, read that one here."""
    if sys.argv[1:]:
        read(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.csv"
        write_table(path)
        subprocess.run([sys.executable, "-m", "benchmarks.reading", str(path)], check=True)


def write_table(path: Path) -> None:
    """Write `label, pixel0 … pixel783` and a line a picture."""
    data = load_dataset("mnist")
    texts = np.array([str(number) for number in range(256)], object)
    with path.open("w", encoding="ascii") as file:
        file.write(",".join(["label", *(f"pixel{number}" for number in range(784))]))
        for picture, label in zip(data.x_train[:_PICTURES], data.y_train, strict=False):
            file.write(f"\n{label}," + ",".join(texts[picture.ravel()]))


def read(path: Path) -> None:
    """Read a table as the app does, and print seconds and memory."""
    logging.disable(logging.WARNING)  # Streamlit's, that there is no browser
    import mlp_explorer.ui.frame  # noqa: F401  (what the app has in memory anyway)
    from mlp_explorer.data.files.read import read_dataset

    files = {path.name: path.read_bytes()}
    process = psutil.Process()
    before, most, is_done = process.memory_info().rss, 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not is_done.wait(0.01):
            most = max(most, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start, start_cpu = time.perf_counter(), time.process_time()
    data = read_dataset(files)
    seconds, cpu_s = time.perf_counter() - start, time.process_time() - start_cpu
    is_done.set()
    watcher.join()
    after = process.memory_info().rss
    n_bytes, about = path.stat().st_size, data.about
    del files, data
    gc.collect()
    print(f"{n_bytes / 1e6:.0f} MB, {about.n_train + about.n_test:,} pictures")
    print(f"to the dataset: {seconds:.1f} s, of a processor {cpu_s:.1f} s (wanted: under 5 s)")
    print(f"memory before, with the file: {before / 1e6:.0f} MB")
    print(f"at most: {most / 1e6:.0f} MB (wanted: under 600 MB)")
    print(f"after, with the dataset: {after / 1e6:.0f} MB")
    print(f"when both are let go: {process.memory_info().rss / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
