"""Initials and colours of people and organisations."""

import re
import zlib

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
HUES = 6


def initials(name: str) -> str:
    """One character for the avatar: the first Han character, or the first letter."""
    stripped = name.strip()
    if not stripped:
        return "?"
    if han := HAN.search(stripped[:4]):
        return han.group()
    return stripped[0].upper()


def hue_of(name: str) -> int:
    """1 to 6, always the same for a name."""
    return zlib.crc32(name.encode()) % HUES + 1
