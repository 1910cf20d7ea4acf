"""Files on their way into a message: stored at once, named in the form by a sealed reference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Self, cast

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from qiao.kernel import files
from qiao.kernel.errors import Refusal
from qiao.tickets.services import NewFile

LARGEST = 25 * 1024 * 1024
"""Bytes of one file; what most mail servers still accept."""
MOST_FILES = 20
STAFF = "staff"
"""Owner of what colleagues upload; a customer's files have an owner of their own."""
_SALT = "qiao.tickets.upload"
_LONGEST_NAME = 40


class TooBig(Refusal):
    """The file is larger than we accept."""

    text = _("“%(name)s” is larger than %(most)s MB. Please share it another way and send a link to it.")
    status = 413


class FilesGone(Refusal):
    """Uploads that are too old, already destroyed, or somebody else's."""

    text = _("Please attach %(names)s again: what was uploaded can no longer be used. Nothing has been sent yet.")
    status = 422


class TooManyFiles(Refusal):
    """More files than a message may carry."""

    text = _("At most %(most)s files go with one message. Nothing has been sent yet; leave out %(names)s.")
    status = 422


@dataclass(frozen=True, slots=True)
class Attachments:
    """The files that can go with a message, and why not all that were named can."""

    files: tuple[NewFile, ...] = ()
    refusal: Refusal | None = None

    def all(self) -> tuple[NewFile, ...]:
        """Every file that was named. Raises FilesGone, TooManyFiles, TooBig."""
        if self.refusal:
            raise self.refusal
        return self.files

    def and_uploaded(
        self, uploads: "Sequence[UploadedFile[Any]]", *, most: int = MOST_FILES, largest: int | None = None
    ) -> Self:
        """These and what came with the form itself, which is stored now."""
        found, refusal = list(self.files), self.refusal
        room = max(0, most - len(found))
        for upload in uploads[:room]:
            try:
                found.append(keep_upload(upload, largest=largest))
            except TooBig as too_big:
                refusal = refusal or too_big
        too_many = [*(file.name for file in found[most:]), *(str(upload.name) for upload in uploads[room:])]
        if too_many:
            refusal = refusal or TooManyFiles(most=most, names=_listed(too_many))
        return type(self)(tuple(found[:most]), refusal)


def attachments(
    references: Iterable[str],
    uploads: "Sequence[UploadedFile[Any]]" = (),
    *,
    owner: str = STAFF,
) -> Attachments:
    """Files stored before, by their sealed references, and those that came with the form itself."""
    named = [_opened(reference, owner) for reference in references]
    still_there = files.claim(file.file_id for file in named) if named else set()
    gone = [file.name for file in named if file.file_id not in still_there]
    refusal = FilesGone(names=_listed(gone)) if gone else None
    kept = tuple(file for file in named if file.file_id in still_there)
    return Attachments(kept, refusal).and_uploaded(uploads)


def keep_upload(upload: "UploadedFile[Any]", *, largest: int | None = None) -> NewFile:
    """Store one uploaded file of at most `largest` bytes, usually `LARGEST`. Raises TooBig."""
    name, limit = files.safe_name(upload.name or "file"), largest or LARGEST
    if (upload.size or 0) > limit:
        raise TooBig(name=name, most=limit // (1024 * 1024))
    stored = files.store(cast("BinaryIO", upload.file), name=name, content_type=upload.content_type or "")
    return NewFile(stored.pk, name, stored.content_type)


def sealed(file: NewFile, owner: str = STAFF) -> str:
    """The reference a form carries for a stored file; only forms of the same owner may use it."""
    return signing.dumps([file.file_id, file.name, file.content_type], salt=f"{_SALT}.{owner}", compress=True)


def _opened(reference: str, owner: str) -> NewFile:
    """The file behind a reference; one that cannot be used any more has no id, and its name as far as it is known."""
    salt = f"{_SALT}.{owner}"
    try:
        file_id, name, content_type = signing.loads(reference, salt=salt, max_age=files.UNCLAIMED)
    except signing.SignatureExpired:
        _file_id, name, _content_type = signing.loads(reference, salt=salt)
        return NewFile(0, str(name), "")
    except signing.BadSignature:
        return NewFile(0, reference[:_LONGEST_NAME], "")
    return NewFile(int(file_id), str(name), str(content_type))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
