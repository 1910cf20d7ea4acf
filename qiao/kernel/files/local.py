"""Files in a folder of this machine: `ab/cd/<sha256>`."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import reason

from .ports import FileMissing


class LocalStorage:
    """Writes beside the target, syncs, then renames: a crash leaves either all of a file or none of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, sha256: str, source: BinaryIO, size: int) -> None:
        if self.has(sha256, size):
            return
        target = self._path(sha256)
        _make_folder(target.parent)
        with self._draft() as draft:
            shutil.copyfileobj(source, draft)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).replace(target)
        _sync_folder(target.parent)

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> BinaryIO:
        try:
            file = self._path(sha256).open("rb")
        except FileNotFoundError:
            raise FileMissing(sha256) from None
        file.seek(start)
        return file if length is None else cast("BinaryIO", io.BufferedReader(_Slice(file, length)))

    def has(self, sha256: str, size: int) -> bool:
        try:
            return self._path(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def remove(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def check(self) -> str:
        content = os.urandom(32)
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            self.put(sha256, io.BytesIO(content), len(content))
            with self.open(sha256) as file:
                found = file.read()
            self._path(sha256).unlink()
        except OSError as error:
            return _("%(place)s cannot be used: %(reason)s") % {"place": self.root, "reason": reason(error)}
        return "" if found == content else _("%s gives back other bytes than were written") % self.root

    @contextmanager
    def _draft(self) -> Iterator[BinaryIO]:
        folder = self.root / "drafts"
        _make_folder(folder)
        file = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 - closed below, renamed before
        try:
            with file:
                yield cast("BinaryIO", file)
        finally:
            Path(file.name).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:4] / sha256


class _Slice(io.RawIOBase):
    """The next `length` bytes of a file, which it closes."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._left = file, length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _make_folder(folder: Path) -> None:
    """Create a folder so that it survives a crash: its entry in the parent is synced too."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o750)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
