#!/usr/bin/env python3
"""Makes a folder of N small tagged files of music, to measure imports with.

    python3 benches/library/make_files.py 20000 target/files

ffmpeg encodes a few seconds of noise once a format; each file is a copy of that with tags of its own and other sound in one
place, so that no two files are duplicates. The mix follows libraries of people: 60 % MP3, 20 % FLAC, the rest M4A, Vorbis, Opus
and WAV, in folders of an album each; every third MP3, FLAC and M4A carries a cover. The same number gives the same files.
"""

import argparse
import pathlib
import random
import struct
import subprocess
import tempfile
import zlib

SECONDS = 4
ENCODERS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0"],
    "flac": ["-c:a", "flac", "-sample_fmt", "s16", "-ac", "1", "-ar", "16000"],
    "m4a": ["-c:a", "aac", "-b:a", "96k"],
    "ogg": ["-c:a", "libvorbis", "-q:a", "2"],
    "opus": ["-c:a", "libopus", "-b:a", "64k"],
    "wav": ["-c:a", "pcm_s16le", "-ac", "1", "-ar", "8000"],
}
MIX = ["mp3"] * 12 + ["flac"] * 4 + ["m4a", "ogg", "opus", "wav"]
GENRES = ["Rock", "Pop", "Jazz", "Hip-Hop", "Electronic", "Ambient", "Metal", "Folk", "Classical", "Soul", "Blues", "Reggae"]
ALBUM_TRACKS = 12
COVER_BYTES = 24 * 1024


def encode(kind, folder):
    """A few seconds of noise, without tags."""
    path = pathlib.Path(folder) / f"noise.{kind}"
    noise = f"anoisesrc=d={SECONDS}:c=pink:seed=1:a=0.3"
    bare = ["-map_metadata", "-1", "-fflags", "+bitexact"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", noise, *ENCODERS[kind], *bare, path], check=True)
    return path.read_bytes()


def cover(rng):
    """Bytes that begin and end as a JPEG does."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + rng.randbytes(COVER_BYTES) + b"\xff\xd9"


def id3v2(tags, picture):
    def frame(name, body):
        size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
        return name.encode() + size + b"\0\0" + body

    names = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "albumartist": "TPE2", "genre": "TCON", "date": "TDRC",
             "tracknumber": "TRCK", "discnumber": "TPOS", "bpm": "TBPM"}
    body = b"".join(frame(names[key], b"\x03" + value.encode()) for key, value in tags.items() if key in names)
    others = {key: value for key, value in tags.items() if key not in names}
    body += b"".join(frame("TXXX", b"\x03" + key.encode() + b"\0" + value.encode()) for key, value in others.items())
    if picture:
        body += frame("APIC", b"\x00image/jpeg\0\x03\0" + picture)
    body += bytes(1024)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + body


def vorbis_comment(tags):
    comments = [f"{key.upper()}={value}".encode() for key, value in tags.items()]
    return struct.pack("<I", 4) + b"Mien" + struct.pack("<I", len(comments)) + b"".join(
        struct.pack("<I", len(comment)) + comment for comment in comments)


def mp3(noise, tags, picture, own):
    # The first frame is the encoder's; the next ones are sound.
    return id3v2(tags, picture) + noise[:1200] + own + noise[1200 + len(own):]


def flac(noise, tags, picture, own):
    info, at = bytearray(noise[8:42]), 4
    info[18:34] = own
    while True:
        last, at = noise[at] & 0x80, at + 4 + int.from_bytes(noise[at + 1:at + 4], "big")
        if last:
            break

    def block(kind, body):
        return bytes([kind]) + len(body).to_bytes(3, "big") + body

    blocks = block(0, bytes(info)) + block(4, vorbis_comment(tags))
    if picture:
        head = struct.pack(">II", 3, 10) + b"image/jpeg" + struct.pack(">IIIIII", 0, 500, 500, 24, 0, len(picture))
        blocks += block(6, head + picture)
    return b"fLaC" + blocks + block(0x81, bytes(1024)) + noise[at:]


def m4a(noise, tags, picture, own):
    """ffmpeg puts the index behind the sound, so its offsets stay true."""

    def atom(name, body):
        return struct.pack(">I", 8 + len(body)) + name + body

    def data(kind, body):
        return atom(b"data", struct.pack(">II", kind, 0) + body)

    names = {"title": b"\xa9nam", "artist": b"\xa9ART", "album": b"\xa9alb", "albumartist": b"aART", "genre": b"\xa9gen", "date": b"\xa9day"}
    items = b"".join(atom(names[key], data(1, value.encode())) for key, value in tags.items() if key in names)
    items += atom(b"trkn", data(0, struct.pack(">HHHH", 0, int(tags["tracknumber"]), 0, 0)))
    if picture:
        items += atom(b"covr", data(13, picture))
    handler = atom(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    udta = atom(b"udta", atom(b"meta", bytes(4) + handler + atom(b"ilst", items)))
    at, out = 0, b""
    while at < len(noise):
        size, name = struct.unpack(">I4s", noise[at:at + 8])
        body = noise[at + 8:at + size]
        if name == b"mdat":
            body = body[:2000] + own + body[2000 + len(own):]
        out += atom(name, body + udta if name == b"moov" else body)
        at += size
    return out


MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def ogg_checksum(page):
    """Ogg's CRC runs the other way round than zlib's, and begins and ends with 0."""
    crc = zlib.crc32(page.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{crc:032b}"[::-1], 2)


def ogg_pages(data):
    at = 0
    while at < len(data):
        table = data[at + 27:at + 27 + data[at + 26]]
        body = at + 27 + len(table)
        yield data[at:at + 27], table, data[body:body + sum(table)]
        at = body + sum(table)


def ogg_page(head, number, table, body):
    head = head[:18] + struct.pack("<II", number, 0) + bytes([len(table)])
    page = head + table + body
    return page[:22] + struct.pack("<I", ogg_checksum(page)) + page[26:]


def ogg(noise, tags, own, mark, packets_after):
    pages = list(ogg_pages(noise))
    # Header packets end with a page.
    packets, used, part = [], 1, b""
    while len(packets) < 1 + packets_after:
        _, table, body = pages[used]
        at = 0
        for length in table:
            part, at = part + body[at:at + length], at + length
            if length < 255:
                packets.append(part)
                part = b""
        used += 1
    packets[0] = mark + vorbis_comment(tags) + (b"\x01" if packets_after else b"")
    table = b"".join(bytes([255] * (len(packet) // 255) + [len(packet) % 255]) for packet in packets)
    body, out = b"".join(packets), noise[:len(pages[0][0]) + len(pages[0][1]) + len(pages[0][2])]
    number = 1
    for start in range(0, len(table), 255):
        segments = table[start:start + 255]
        length = sum(segments)
        continued = bytes([1 if start and table[start - 1] == 255 else 0])
        head = pages[1][0][:5] + continued + bytes(8) + pages[1][0][14:]
        out += ogg_page(head, number, segments, body[:length])
        body, number = body[length:], number + 1
    for index, (head, table, body) in enumerate(pages[used:]):
        if index == 0:
            body = body[:100] + own + body[100 + len(own):]
        out += ogg_page(head, number, table, body)
        number += 1
    return out


def vorbis(noise, tags, _picture, own):
    return ogg(noise, tags, own, b"\x03vorbis", 1)


def opus(noise, tags, _picture, own):
    return ogg(noise, tags, own, b"OpusTags", 0)


def wav(noise, tags, _picture, own):
    def chunk(name, body):
        return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    names = {"title": b"INAM", "artist": b"IART", "album": b"IPRD", "genre": b"IGNR", "date": b"ICRD", "tracknumber": b"ITRK"}
    info = b"INFO" + b"".join(chunk(names[key], value.encode() + b"\0") for key, value in tags.items() if key in names)
    body = noise[12:200] + own + noise[200 + len(own):] + chunk(b"LIST", info)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


TAGGERS = {"mp3": mp3, "flac": flac, "m4a": m4a, "ogg": vorbis, "opus": opus, "wav": wav}


def make(count, folder):
    """Makes the files; gives their bytes."""
    rng = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 3))).title() for _ in range(5000)]
    name = lambda most: " ".join(rng.choices(words, k=rng.randint(1, most)))
    picture = cover(rng)
    with tempfile.TemporaryDirectory() as scratch:
        noise = {kind: encode(kind, scratch) for kind in ENCODERS}
    written = 0
    for number in range(count):
        if number % (4 * ALBUM_TRACKS) == 0:
            artist, genre = name(3), rng.choice(GENRES)
        if number % ALBUM_TRACKS == 0:
            album, year, kind = name(4), str(rng.randint(1960, 2026)), rng.choice(MIX)
            place = folder / f"{artist} {number // (4 * ALBUM_TRACKS)}" / f"{album} {number // ALBUM_TRACKS}"
            place.mkdir(parents=True, exist_ok=True)
        track = number % ALBUM_TRACKS + 1
        tags = {"title": name(4), "artist": artist, "album": album, "albumartist": artist, "genre": genre, "date": year,
                "tracknumber": str(track), "discnumber": "1", "replaygain_track_gain": f"{rng.uniform(-12, 3):.2f} dB",
                "replaygain_track_peak": "0.988", "musicbrainz_trackid": f"{rng.getrandbits(128):032x}"}
        if rng.random() < 0.5:
            tags["bpm"] = str(rng.randint(60, 180))
        with_picture = number // ALBUM_TRACKS % 3 == 0
        file = TAGGERS[kind](noise[kind], tags, picture if with_picture else None, rng.randbytes(16))
        (place / f"{track:02} {tags['title']}.{kind}").write_bytes(file)
        written += len(file)
    return written


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder", type=pathlib.Path)
    given = arguments.parse_args()
    print(f"{given.count} files, {make(given.count, given.folder) // 2**20} MiB")
