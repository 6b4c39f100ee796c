"""Small files of pictures, made on the fly."""

import gzip
import struct
import zipfile
from contextlib import ExitStack
from io import BytesIO

import numpy as np
from PIL import Image

from mlp_explorer.data.files.brought import PictureChoices
from mlp_explorer.data.files.entries import find_entries
from mlp_explorer.data.files.gather import gather_files
from mlp_explorer.data.files.pictures import read_pictures


def make_digits(count, side=28, classes=3, seed=0):
    """Return pictures with a black rim, (n, side, side) uint8, all different, and labels (n,)."""
    pictures = np.zeros((count, side, side), np.uint8)
    inner = np.random.default_rng(seed).integers(0, 256, (count, side - 4, side - 4))
    pictures[:, 2:-2, 2:-2] = inner
    return pictures, (np.arange(count) % classes).astype(np.uint8)


def make_npz(*arrays, **named):
    buffer = BytesIO()
    np.savez(buffer, *arrays, **named)
    return buffer.getvalue()


def make_npy(array, **options):
    buffer = BytesIO()
    np.save(buffer, array, **options)
    return buffer.getvalue()


def make_idx(array, packed=True):
    kind = {"uint8": 8, "int32": 12, "float32": 13}[array.dtype.name]
    head = bytes([0, 0, kind, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    content = head + array.astype(array.dtype.newbyteorder(">")).tobytes()
    return gzip.compress(content) if packed else content


def make_zip(members, compression=zipfile.ZIP_DEFLATED):
    """Return a zip; a name that ends with / is a folder."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_csv(pictures, labels=None, header=True, separator=",", name="pixel{}", label="label"):
    rows = pictures.reshape(len(pictures), -1)
    lines = []
    if header:
        names = [name.format(number) for number in range(rows.shape[1])]
        lines.append(separator.join([*([label] if labels is not None else []), *names]))
    for number, row in enumerate(rows):
        fields = [str(labels[number])] if labels is not None else []
        lines.append(separator.join(fields + list(map(str, row.tolist()))))
    return "\n".join(lines).encode()


def draw_line(size, turned=0, paper=(255, 255, 255), ink=(20, 20, 40), mode="RGB"):
    """Return a picture of a thick line, lying down, or standing where it is turned."""
    width, height = size
    image = Image.new(mode, size, paper)
    if turned:
        image.paste(ink, (width * 4 // 10, height // 8, width * 6 // 10, height * 7 // 8))
    else:
        image.paste(ink, (width // 8, height * 4 // 10, width * 7 // 8, height * 6 // 10))
    return image


def encode(image, kind="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(files, **choices):
    """Return the dataset of files, {name: content}; None where these are no pictures."""
    with ExitStack() as opened:
        entries = find_entries(gather_files(files), opened)
        return read_pictures(entries, PictureChoices(**choices))


def codes(data):
    return [note.code for note in data.about.notes]


def sort_rows(pictures):
    """Return pictures in an order that does not depend on how they were mixed."""
    rows = pictures.reshape(len(pictures), -1)
    return rows[np.lexsort(rows.T)]
