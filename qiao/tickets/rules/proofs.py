"""Proof of work: a little arithmetic that one visitor does not notice and a sender of thousands does."""

import hashlib

BITS = 16
"""Leading zero bits wanted: 65,000 hashes on average, a fifth of a second in a browser."""


def leading_zero_bits(digest: bytes) -> int:
    """How many bits of a digest are zero before the first one."""
    return len(digest) * 8 - int.from_bytes(digest, "big").bit_length()


def is_solved(challenge: str, solution: str, bits: int = BITS) -> bool:
    """Whether sha256 of `challenge:solution` begins with enough zero bits. A solution is a short decimal number."""
    if not solution.isascii() or not solution.isdecimal() or len(solution) > 12:
        return False
    return leading_zero_bits(hashlib.sha256(f"{challenge}:{solution}".encode()).digest()) >= bits


def solve(challenge: str, bits: int = BITS) -> str:
    """The smallest solution; what the browser does, for programs that may ask too."""
    number = 0
    while not is_solved(challenge, str(number), bits):
        number += 1
    return str(number)
