"""Files on their way into a message: kept at once, referred to by a sealed name only we can make."""

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
_SALT = "qiao.tickets.upload"
_LONGEST = 14 * 24 * 3600


class TooBig(Refusal):
    """The file would not fit into a mail."""

    text = _("“%(name)s” is larger than 25 MB. Put it where the customer can fetch it, and send the address.")
    status = 413


def keep_upload(upload: "UploadedFile[Any]") -> NewFile:
    """Store one uploaded file."""
    name = files.safe_name(upload.name or "file")
    if (upload.size or 0) > LARGEST:
        raise TooBig(name=name)
    stored = files.store(cast("BinaryIO", upload.file), name=name, content_type=upload.content_type or "")
    return NewFile(stored.pk, name, stored.content_type)


def sealed(file: NewFile) -> str:
    """The name a form carries for a kept file."""
    return signing.dumps([file.file_id, file.name, file.content_type], salt=_SALT, compress=True)


def kept_files(names: Iterable[str]) -> tuple[NewFile, ...]:
    """The files behind sealed names; a name we did not make is passed over."""
    found = []
    for name in names:
        try:
            file_id, shown, content_type = signing.loads(name, salt=_SALT, max_age=_LONGEST)
        except signing.BadSignature:
            continue
        found.append(NewFile(int(file_id), str(shown), str(content_type)))
    return tuple(found)
