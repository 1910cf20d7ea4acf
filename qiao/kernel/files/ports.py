"""Where bytes are kept."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class FileMissing(Exception):
    """The storage does not hold these bytes (any more)."""


class FileStorage(Protocol):
    """Keeps bytes under their sha256 (64 lower-case hex digits) and never changes what it has."""

    def put(self, sha256: str, source: BinaryIO, size: int) -> None:
        """Keep `size` bytes of `source`; then they survive a crash. Putting twice is harmless."""

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> BinaryIO:
        """A stream of the bytes from `start`, at most `length` of them. Raises FileMissing."""

    def has(self, sha256: str, size: int) -> bool:
        """Whether all `size` bytes are there."""

    def remove(self, sha256: str) -> None:
        """Destroy the bytes; harmless when they are not there."""

    def check(self) -> str:
        """What is wrong with the storage, in one sentence; empty when bytes can be written and read."""
