"""Tags as each container wants them: ID3v2.4, MP4 metadata atoms, Vorbis comments."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass

COVER_TEXT = "Cover (front)"


@dataclass(frozen=True)
class Tags:
    """What a file says about itself; `gain_db` and `peak` are ReplayGain 2 (-18 LUFS)."""

    title: str
    artist: str
    album: str
    album_artist: str
    track: int
    tracks: int
    date: str
    genre: str
    mood: str | None
    bpm: int
    key: str
    comment: str
    licence: str
    gain_db: float
    peak: float
    cover: bytes

    @property
    def gain_text(self) -> str:
        return f"{self.gain_db:+.2f} dB"

    @property
    def peak_text(self) -> str:
        return f"{self.peak:.6f}"


def _synchsafe(value: int) -> bytes:
    return bytes((value >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + _synchsafe(len(body)) + b"\0\0" + body


def _text_frame(name: str, text: str) -> bytes:
    return _frame(name, b"\x03" + text.encode())


def id3(tags: Tags) -> bytes:
    """An ID3v2.4 tag to stand in front of an MPEG stream (id3.org/id3v2.4.0-frames)."""
    texts = [
        ("TIT2", tags.title), ("TPE1", tags.artist), ("TALB", tags.album), ("TPE2", tags.album_artist),
        ("TRCK", f"{tags.track}/{tags.tracks}"), ("TDRC", tags.date), ("TCON", tags.genre), ("TBPM", str(tags.bpm)),
        ("TKEY", tags.key), ("TCOP", tags.licence),
    ]  # fmt: skip
    if tags.mood:
        texts.append(("TMOO", tags.mood))
    frames = b"".join(_text_frame(name, text) for name, text in texts)
    frames += _frame("COMM", b"\x03eng\0" + tags.comment.encode())
    for name, text in (("REPLAYGAIN_TRACK_GAIN", tags.gain_text), ("REPLAYGAIN_TRACK_PEAK", tags.peak_text)):
        frames += _frame("TXXX", b"\x03" + name.encode() + b"\0" + text.encode())
    frames += _frame("APIC", b"\x03image/jpeg\0\x03" + COVER_TEXT.encode() + b"\0" + tags.cover)
    return b"ID3\x04\0\0" + _synchsafe(len(frames)) + frames


def flac_picture(cover: bytes, size: int) -> bytes:
    """The picture block of FLAC, which Ogg comments carry in base64."""
    mime, text = b"image/jpeg", COVER_TEXT.encode()
    head = struct.pack(">II", 3, len(mime)) + mime + struct.pack(">I", len(text)) + text
    return head + struct.pack(">IIIII", size, size, 24, 0, len(cover)) + cover


def vorbis(tags: Tags, opus: bool, size: int, with_cover: bool) -> list[tuple[str, str]]:
    """Comments for FLAC, Ogg Vorbis and Opus. Opus takes its gain against -23 LUFS (RFC 7845)."""
    result = [
        ("TITLE", tags.title), ("ARTIST", tags.artist), ("ALBUM", tags.album), ("ALBUMARTIST", tags.album_artist),
        ("TRACKNUMBER", str(tags.track)), ("TRACKTOTAL", str(tags.tracks)), ("DATE", tags.date), ("GENRE", tags.genre),
        ("BPM", str(tags.bpm)), ("INITIALKEY", tags.key), ("COMMENT", tags.comment), ("LICENSE", tags.licence),
    ]  # fmt: skip
    if tags.mood:
        result.append(("MOOD", tags.mood))
    if opus:
        result.append(("R128_TRACK_GAIN", str(round((tags.gain_db - 5.0) * 256))))
    else:
        result += [("REPLAYGAIN_TRACK_GAIN", tags.gain_text), ("REPLAYGAIN_TRACK_PEAK", tags.peak_text)]
    if with_cover:
        result.append(("METADATA_BLOCK_PICTURE", base64.b64encode(flac_picture(tags.cover, size)).decode()))
    return result


def _atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def _data(kind: int, body: bytes) -> bytes:
    return _atom(b"data", struct.pack(">II", kind, 0) + body)


def _free_form(name: str, text: str) -> bytes:
    mean = _atom(b"mean", b"\0\0\0\0com.apple.iTunes")
    return _atom(b"----", mean + _atom(b"name", b"\0\0\0\0" + name.encode()) + _data(1, text.encode()))


def _udta(tags: Tags) -> bytes:
    texts = [
        (b"\xa9nam", tags.title), (b"\xa9ART", tags.artist), (b"aART", tags.album_artist), (b"\xa9alb", tags.album),
        (b"\xa9day", tags.date), (b"\xa9gen", tags.genre), (b"\xa9cmt", tags.comment), (b"cprt", tags.licence),
    ]  # fmt: skip
    items = b"".join(_atom(name, _data(1, text.encode())) for name, text in texts)
    items += _atom(b"trkn", _data(0, struct.pack(">HHHH", 0, tags.track, tags.tracks, 0)))
    items += _atom(b"tmpo", _data(21, struct.pack(">H", tags.bpm)))
    items += _atom(b"covr", _data(13, tags.cover))
    free = [("initialkey", tags.key), ("replaygain_track_gain", tags.gain_text), ("replaygain_track_peak", tags.peak_text)]
    if tags.mood:
        free.append(("MOOD", tags.mood))
    items += b"".join(_free_form(name, text) for name, text in free)
    handler = _atom(b"hdlr", b"\0" * 8 + b"mdirappl" + b"\0" * 9)
    return _atom(b"udta", _atom(b"meta", b"\0\0\0\0" + handler + _atom(b"ilst", items)))


def _atoms(data: bytes):
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8:
            raise ValueError(f"unexpected size {size} of atom {name!r}")
        yield name, data[at : at + size]
        at += size


def tagged_mp4(data: bytes, tags: Tags) -> bytes:
    """Replace the metadata of an MP4 file whose `moov` comes last, so that no offset moves."""
    parts = list(_atoms(data))
    if parts[-1][0] != b"moov":
        raise ValueError("moov is not the last atom")
    inner = b"".join(atom for name, atom in _atoms(parts[-1][1][8:]) if name != b"udta")
    return b"".join(atom for _, atom in parts[:-1]) + _atom(b"moov", inner + _udta(tags))
