"""Files on their way into a message: stored at once, named in the form by a sealed reference."""

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

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
_LONGEST = 14 * 24 * 3600


class TooBig(Refusal):
    """The file is larger than we accept."""

    text = _("“%(name)s” is larger than %(most)s MB. Please share it another way and send a link to it.")
    status = 413


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


def kept_files(references: Iterable[str], owner: str = STAFF) -> tuple[NewFile, ...]:
    """The files behind sealed references, `MOST_FILES` at most; one that was not made for this owner is ignored."""
    found = []
    for reference in list(references)[:MOST_FILES]:
        try:
            file_id, name, content_type = signing.loads(reference, salt=f"{_SALT}.{owner}", max_age=_LONGEST)
        except signing.BadSignature:
            continue
        found.append(NewFile(int(file_id), str(name), str(content_type)))
    return tuple(found)
