"""Files in a bucket of an S3-compatible service."""

from __future__ import annotations

import hashlib
import io
import os
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from qiao.kernel.terminal import gettext as _

from .ports import FileMissing

_MISSING = {"NoSuchKey", "NoSuchObject", "NoSuchBucket"}


class S3Storage:
    """One object `ab/cd/<sha256>` a file; the service acknowledges a write when it is durable."""

    def __init__(self, *, endpoint: str, bucket: str, access_key: str, secret_key: str, region: str) -> None:
        address = urlsplit(endpoint if "//" in endpoint else f"https://{endpoint}")
        self.bucket = bucket
        self._client = Minio(
            address.netloc,
            access_key=access_key,
            secret_key=secret_key,
            secure=address.scheme != "http",
            region=region or None,
        )

    def put(self, sha256: str, source: BinaryIO, size: int) -> None:
        if not self.has(sha256, size):
            self._client.put_object(self.bucket, _key(sha256), source, size)

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> BinaryIO:
        try:
            response = self._client.get_object(self.bucket, _key(sha256), offset=start, length=length or 0)
        except S3Error as error:
            if error.code in _MISSING:
                raise FileMissing(sha256) from None
            raise
        return cast("BinaryIO", io.BufferedReader(_Body(response), 256 * 1024))

    def has(self, sha256: str, size: int) -> bool:
        try:
            return self._client.stat_object(self.bucket, _key(sha256)).size == size
        except S3Error as error:
            if error.code in _MISSING:
                return False
            raise

    def remove(self, sha256: str) -> None:
        self._client.remove_object(self.bucket, _key(sha256))

    def check(self) -> str:
        content = os.urandom(32)
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            self.put(sha256, io.BytesIO(content), len(content))
            with self.open(sha256) as file:
                found = file.read()
            self._client.remove_object(self.bucket, _key(sha256))
        except (MinioException, HTTPError, OSError) as error:
            return _("%(place)s cannot be used: %(reason)s") % {
                "place": _("the bucket %s") % repr(self.bucket),
                "reason": error,
            }
        return (
            ""
            if found == content
            else _("%s gives back other bytes than were written") % (_("the bucket %s") % repr(self.bucket))
        )


class _Body(io.RawIOBase):
    """The body of an answer as a stream; closing gives the connection back."""

    def __init__(self, response: BaseHTTPResponse) -> None:
        self._response = response

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._response.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._response.close()
        self._response.release_conn()
        super().close()


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
