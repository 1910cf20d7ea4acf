"""What makes two deliveries the same mail."""

import hashlib
import re

BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")


def body_hash(raw: bytes) -> str:
    """Hex sha256 of everything after the header block, whatever line ends and last blanks a relay made."""
    match = BLANK_LINE.search(raw)
    body = raw[match.end() :] if match else b""
    return hashlib.sha256(body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()).hexdigest()


def generated_id(raw: bytes) -> str:
    """An id for a mail that has none, or a used one: the same bytes always get the same."""
    return f"raw.{hashlib.sha256(raw).hexdigest()}@generated.invalid"


def header_block(raw: bytes) -> bytes:
    """The mail's header block with its blank line, the body left out; at most a megabyte."""
    match = BLANK_LINE.search(raw)
    return raw[: match.end()][:1_000_000] if match else raw[:1_000_000]
