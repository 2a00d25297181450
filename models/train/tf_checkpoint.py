"""Reads the tensors of a TensorFlow checkpoint (a "tensor bundle") without TensorFlow.

The index file is a LevelDB table: a footer names the index block, which names the data blocks, whose keys are variable names
and whose values are `BundleEntryProto` messages with the place of each tensor in the data file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

FOOTER = 48
TRAILER = 5  # a compression byte and a checksum follow each block
TABLE_MAGIC = 0xDB4775248B80FB57
DTYPES = {1: np.float32, 3: np.int32, 9: np.int64}


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _block(data: bytes, handle: tuple[int, int]) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values of the block at (offset, size); each key shares its beginning with the one before."""
    offset, size = handle
    if data[offset + size] != 0:
        raise ValueError("the index is compressed, which this reader does not know")
    block = data[offset : offset + size]
    (restarts,) = struct.unpack_from("<I", block, size - 4)
    end, at, key = size - 4 - 4 * restarts, 0, b""
    while at < end:
        shared, at = _varint(block, at)
        own, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + own]
        at += own
        yield key, block[at : at + length]
        at += length


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Field numbers and values of a protocol buffer message."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = _varint(message, at)
        elif kind == 2:
            length, at = _varint(message, at)
            value, at = message[at : at + length], at + length
        elif kind == 5:
            (value,), at = struct.unpack_from("<I", message, at), at + 4
        else:
            raise ValueError(f"wire type {kind} is not used by checkpoints")
        yield number, value


def _shape(message: bytes) -> tuple[int, ...]:
    dimensions = [value for number, value in _fields(message) if number == 2]
    return tuple(next((size for number, size in _fields(d) if number == 1), 0) for d in dimensions)


def read(index: Path, data: Path) -> dict[str, np.ndarray]:
    """Every float and integer tensor by its variable's name."""
    table, bulk = index.read_bytes(), data.read_bytes()
    footer = table[-FOOTER:]
    if struct.unpack_from("<Q", footer, FOOTER - 8)[0] != TABLE_MAGIC:
        raise ValueError(f"{index} is no checkpoint index")
    at = 0
    handle = []
    for _ in range(4):
        value, at = _varint(footer, at)
        handle.append(value)
    tensors = {}
    for _, pointer in _block(table, (handle[2], handle[3])):
        offset, at = _varint(pointer, 0)
        size, _ = _varint(pointer, at)
        for key, value in _block(table, (offset, size)):
            if not key:
                continue  # the header of the bundle
            entry = {number: value for number, value in _fields(value)}
            dtype = DTYPES.get(entry.get(1, 0))
            if dtype is None:
                continue
            shape = _shape(entry.get(2, b""))
            start = entry.get(4, 0)
            tensors[key.decode()] = np.frombuffer(bulk[start : start + entry[5]], dtype).reshape(shape)
    return tensors
