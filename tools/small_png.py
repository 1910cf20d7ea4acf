"""Pictures of screens with few colours: a palette of 256 makes them a third of the size, and nobody sees it."""

import struct
import zlib
from collections import Counter

Pixel = tuple[int, int, int]
COLOURS = 256


def palette_png(width: int, height: int, rgba: bytes) -> bytes:
    """A PNG with a palette, of rows of red, green, blue and (ignored) alpha."""
    pixels = [(rgba[at], rgba[at + 1], rgba[at + 2]) for at in range(0, len(rgba), 4)]
    counts = Counter(pixels)
    palette = _palette(counts)
    places = {colour: place for place, colour in enumerate(palette)}
    index = {colour: places.get(colour, -1) for colour in counts}
    for colour, place in index.items():
        if place < 0:
            index[colour] = min(range(len(palette)), key=lambda at: _distance(palette[at], colour))
    rows = b"".join(
        b"\0" + bytes(index[pixel] for pixel in pixels[row * width : (row + 1) * width]) for row in range(height)
    )
    return b"".join((
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", b"".join(bytes(colour) for colour in palette)),
        _chunk(b"IDAT", zlib.compress(rows, 9)),
        _chunk(b"IEND", b""),
    ))  # fmt: skip


def _palette(counts: Counter[Pixel]) -> list[Pixel]:
    """The most frequent colours of each small cube of colours: large areas stay exact, rare tints have a neighbour."""
    chosen: dict[Pixel, None] = dict.fromkeys(colour for colour, _ in counts.most_common(COLOURS // 2))
    cubes: dict[Pixel, Counter[Pixel]] = {}
    for colour, count in counts.items():
        red, green, blue = colour
        cubes.setdefault((red >> 5, green >> 5, blue >> 5), Counter())[colour] += count
    for cube in sorted(cubes.values(), key=lambda found: -found.total()):
        if len(chosen) >= COLOURS:
            break
        chosen.setdefault(cube.most_common(1)[0][0])
    for colour, _count in counts.most_common():
        if len(chosen) >= COLOURS:
            break
        chosen.setdefault(colour)
    return list(chosen)


def _distance(one: Pixel, other: Pixel) -> int:
    return sum((mine - theirs) ** 2 for mine, theirs in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
