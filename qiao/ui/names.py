"""Initials and colours of people and organisations."""

import re
import zlib

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
HUES = 6


def initials(name: str, letters: int = 1) -> str:
    """For the avatar: the first Han character, or the first letters of the first and last word."""
    words = name.split()
    if not words:
        return "?"
    if han := HAN.search(name.strip()[:4]):
        return han.group()
    chosen = words[:1] if letters == 1 or len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


def hue_of(name: str) -> int:
    """1 to 6, always the same for a name."""
    return zlib.crc32(name.encode()) % HUES + 1
