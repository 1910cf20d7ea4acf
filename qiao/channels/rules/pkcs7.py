"""The content of an opaque signed S/MIME message (CMS SignedData), read without checking the signature."""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")


def signed_content(data: bytes) -> bytes | None:
    """The MIME entity inside CMS SignedData, DER or BER; None when `data` is something else or damaged."""
    try:
        outer, _ = _element(data, 0)
        children = _children(outer[1])
        if outer[0] != 0x30 or children[0][1] != SIGNED_DATA:
            return None
        signed = _children(_children(children[1][1])[0][1])
        encapsulated = _children(next(value for tag, value in signed if tag == 0x30))
        return _octets(*_children(encapsulated[1][1])[0])
    except (IndexError, ValueError, StopIteration):
        return None


def _octets(tag: int, value: bytes, depth: int = 0) -> bytes:
    if tag == 0x04:
        return value
    if tag != 0x24 or depth > 8:
        raise ValueError("not an octet string")
    return b"".join(_octets(inner, content, depth + 1) for inner, content in _children(value))


def _children(data: bytes) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        if data[at : at + 2] == b"\0\0":
            break
        element, at = _element(data, at)
        found.append(element)
    return found


def _element(data: bytes, at: int, depth: int = 0) -> tuple[tuple[int, bytes], int]:
    """((tag, content), position after); indefinite lengths are walked."""
    tag, length = data[at], data[at + 1]
    at += 2
    if tag & 0x1F == 0x1F or depth > 40:
        raise ValueError("unsupported tag")
    if length == 0x80:
        start = at
        while data[at : at + 2] != b"\0\0":
            _, at = _element(data, at, depth + 1)
        return (tag, data[start:at]), at + 2
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[at : at + count], "big")
        at += count
    if at + length > len(data):
        raise ValueError("truncated")
    return (tag, data[at : at + length]), at + length
