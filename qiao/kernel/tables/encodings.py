"""Which encoding a text file is written in, and Chinese standard GB 18030 as it stands since 2022."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import BinaryIO

_CHUNK = 1 << 20
_SAMPLED_LINES = 2_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python's codec maps these as the editions of 2000 and 2005 did, into the private area (GB 18030-2022, annex D)
_SINCE_2022 = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15,
    0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip
_BEFORE_2022 = re.compile(f"[{''.join(map(chr, _SINCE_2022))}]")
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "big5")
"""What a person may choose when the guess was wrong."""


def detect_encoding(file: BinaryIO) -> str:
    """Name of the codec a text file can be read with: UTF-8, UTF-16, GB 18030 or Windows-1252.

    The whole file is looked at, because the first strange character may stand far down.
    """
    file.seek(0)
    head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if name := _utf16_without_mark(head):
        return name
    if _decodes(file, "utf-8"):
        return "utf-8-sig"
    if _decodes(file, "gb18030") and _looks_chinese(file):
        return "gb18030"
    return "cp1252"


def modern(text: str) -> str:
    """Text read by Python's GB 18030 codec with the characters of the 2022 edition."""
    return text.translate(_SINCE_2022) if _BEFORE_2022.search(text) else text


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    pairs = max(1, len(head) // 2)
    if odd > pairs * 0.3 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.3 and odd < pairs * 0.1 else ""


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_chinese(file: BinaryIO) -> bool:
    """Whether most non-ASCII pairs are of the common characters: a Western file decodes into rare ones."""
    file.seek(0)
    strange = (line for line in file if not line.isascii())
    sample = b"".join(islice(strange, _SAMPLED_LINES))
    common = other = index = 0
    while index < len(sample) - 1:
        lead, trail = sample[index], sample[index + 1]
        if lead < 0x80:
            index += 1
            continue
        # GB 2312: both bytes high; four-byte characters have a digit as their second byte
        is_common = 0xA1 <= lead <= 0xF7 and trail >= 0xA1
        common, other = common + is_common, other + (not is_common)
        index += 4 if 0x30 <= trail <= 0x39 else 2
    return common > other * 2
