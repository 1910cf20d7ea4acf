"""Text that was decoded with the wrong charset on its way (mojibake)."""

import re

DOUBLED = re.compile(
    "[\u00c2-\u00c5\u00e2-\u00ef\u00cf\u00d0\u00d1\u00ce]["
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
)


def undouble(text: str) -> str:
    """Lines that were UTF-8, read as Western and encoded again (Ã¤ for ä), put right; others untouched."""
    if not DOUBLED.search(text):
        return text
    return "\n".join(_undoubled(line) if DOUBLED.search(line) else line for line in text.split("\n"))


def _undoubled(line: str) -> str:
    octets = bytearray()
    for char in line:
        try:
            octets += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return line
            octets.append(ord(char))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return line


CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")


def without_controls(text: str) -> str:
    """C1 controls, which nobody types, as the Western letters and signs of the same number (\x80 is €)."""
    return CONTROLS.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore") or found[0], text)


def octets_of_latin(data: bytes) -> bytes | None:
    """The octets that were taken for Latin-1 and written as UTF-8; None when `data` cannot be that."""
    try:
        return data.decode("utf-8").encode("latin-1")
    except UnicodeError:
        return None
