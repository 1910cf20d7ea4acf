"""Files that customers send: kept at once, referred to by a sealed name that only they can use."""

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from qiao.kernel import files
from qiao.kernel.errors import Refusal
from qiao.tickets.services import NewFile

LARGEST = 25 * 1024 * 1024
MOST = 20
_SALT = "qiao.portal.upload"
_LONGEST = 7 * 24 * 3600


class FileTooBig(Refusal):
    """The file is larger than we take."""

    text = _("“%(name)s” is larger than %(most)s MB. Make it smaller, or tell us where we can fetch it.")
    status = 413


def keep_upload(upload: "UploadedFile[Any]", *, largest: int = LARGEST) -> NewFile:
    """Store one uploaded file. Raises FileTooBig."""
    name = files.safe_name(upload.name or "file")
    if (upload.size or 0) > largest:
        raise FileTooBig(name=name, most=largest // (1024 * 1024))
    stored = files.store(cast("BinaryIO", upload.file), name=name, content_type=upload.content_type or "")
    return NewFile(stored.pk, name, stored.content_type)


def sealed(file: NewFile, owner: str) -> str:
    """The name a form carries for a kept file. `owner` is who sent it; nobody else's form may name it."""
    return signing.dumps([file.file_id, file.name, file.content_type], salt=f"{_SALT}.{owner}", compress=True)


def kept_files(names: Iterable[str], owner: str) -> tuple[NewFile, ...]:
    """The files behind sealed names; a name that we did not make for this owner is passed over."""
    found = []
    for name in list(names)[:MOST]:
        try:
            file_id, shown, content_type = signing.loads(name, salt=f"{_SALT}.{owner}", max_age=_LONGEST)
        except signing.BadSignature:
            continue
        found.append(NewFile(int(file_id), str(shown), str(content_type)))
    return tuple(found)
