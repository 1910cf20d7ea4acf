"""Storing and reading files: the same bytes are kept once."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from qiao.kernel.database import prepared_cursor
from qiao.kernel.models import StoredFile

from .local import LocalStorage
from .names import believed_content_type, safe_name
from .ports import FileStorage

_COLUMNS = [field.attname for field in StoredFile._meta.concrete_fields]
_KEEP = f"""
WITH kept AS (INSERT INTO kernel_storedfile (sha256, size, content_type) VALUES (%(sha256)s, %(size)s, %(kind)s)
              ON CONFLICT (sha256) DO NOTHING RETURNING {", ".join(_COLUMNS)}),
     held AS (SELECT {", ".join(_COLUMNS)} FROM kernel_storedfile WHERE sha256 = %(sha256)s FOR KEY SHARE)
SELECT * FROM kept UNION ALL SELECT * FROM held
"""  # noqa: S608 - names of columns
_CHUNK = 1024 * 1024
_IN_MEMORY = 4 * 1024 * 1024
_OFTEN_ENOUGH = timedelta(hours=1)


def store(data: bytes | BinaryIO, *, name: str = "", content_type: str = "") -> StoredFile:
    """Keep bytes, or all that a stream still gives, and return their row; durable when this returns.

    `name` and `content_type` are hints; whoever refers to a file remembers under which name. Should the
    caller's transaction roll back, the bytes stay without a row until somebody stores them again.
    """
    with _seekable(data) as source:
        sha256, size = _measured(source)
        head = source.read(512)
        source.seek(0)
        kind = believed_content_type(content_type or mimetypes.guess_type(name)[0] or "", head)
        with transaction.atomic(savepoint=False):
            stored = _row(sha256, size, kind)
            # the bytes follow, so that who removes them (`remove_bytes`) is waited for as well
            storage().put(sha256, source, size)
    return stored


def claim(file_ids: Iterable[int]) -> set[int]:
    """Those of these files that are there; whatever nothing refers to yet stays for another day."""
    rows = StoredFile.objects.filter(pk__among=set(file_ids))
    rows.filter(wanted_at__lt=timezone.now() - _OFTEN_ENOUGH).update(wanted_at=Now())
    return set(rows.values_list("pk", flat=True))


def _row(sha256: str, size: int, kind: str) -> StoredFile:
    """The row of these bytes, which nobody can take away until the transaction ends.

    Two who store the same at the same time wait for each other here, and both get the one row.
    """
    found = None
    while found is None:  # who stores it or takes it away just now has done so by the next try
        with prepared_cursor() as cursor:
            cursor.execute(_KEEP, {"sha256": sha256, "size": size, "kind": kind})
            found = cursor.fetchone()
    stored = StoredFile.from_db(connection.alias, _COLUMNS, found)
    if stored.wanted_at < timezone.now() - _OFTEN_ENOUGH:
        # passing over rows that somebody else marks now, mails with the same pictures never wait crosswise
        free = StoredFile.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=stored.pk)
        StoredFile.objects.filter(pk__in=free.values("pk")).update(wanted_at=Now())
    return stored


def open_file(stored: StoredFile, start: int = 0, length: int | None = None) -> BinaryIO:
    """A stream of the bytes, or of a part of them. Raises FileMissing."""
    return storage().open(stored.sha256, start, length)


def read(stored: StoredFile) -> bytes:
    """All bytes. Raises FileMissing."""
    with open_file(stored) as file:
        return file.read()


def file_url(stored: StoredFile, name: str) -> str:
    """The address under which a browser fetches a file by this name."""
    return reverse("file", args=[stored.sha256, safe_name(name)])


def check_storage() -> str:
    """What is wrong with the storage, in one sentence; empty when it works."""
    return storage().check()


def storage() -> FileStorage:
    """The storage that the settings name: `local`, or `s3`."""
    if settings.FILES_BACKEND == "s3":
        return _s3(
            settings.S3_ENDPOINT,
            settings.S3_BUCKET,
            settings.S3_ACCESS_KEY,
            settings.S3_SECRET_KEY,
            settings.S3_REGION,
        )
    return LocalStorage(Path(settings.FILES_ROOT))


@lru_cache(maxsize=4)
def _s3(endpoint: str, bucket: str, access_key: str, secret_key: str, region: str) -> FileStorage:
    # its client is large, and most installations never need it
    from .s3 import S3Storage

    return S3Storage(endpoint=endpoint, bucket=bucket, access_key=access_key, secret_key=secret_key, region=region)


@contextmanager
def _seekable(data: bytes | BinaryIO) -> Iterator[BinaryIO]:
    """The data as a stream that can be read twice, which an upload or a pipe may not be."""
    if isinstance(data, bytes):
        yield io.BytesIO(data)
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        while chunk := data.read(_CHUNK):
            copy.write(chunk)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def _measured(source: BinaryIO) -> tuple[str, int]:
    """(sha256, size) of a stream, which is then at its beginning again."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    source.seek(0)
    return digest.hexdigest(), size
