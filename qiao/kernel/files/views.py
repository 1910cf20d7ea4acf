"""Serving stored files so that nothing in them can act as a page of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from qiao.kernel.models import StoredFile

from .guards import may_fetch
from .names import UNKNOWN, safe_name
from .ports import FileMissing
from .store import open_file

# What a browser shows without running anything in it. SVG and HTML are pages and never among them.
SHOWN_INLINE = {
    "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "application/pdf", "text/plain",
    "audio/mpeg", "audio/ogg", "audio/wav", "video/mp4", "video/webm",
}  # fmt: skip
_CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


@require_safe
def serve_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """One file under the name it is referred to by; `?download` never shows it inline.

    A file that does not exist and one that the viewer may not have are answered alike.
    """
    stored = StoredFile.objects.filter(sha256=sha256).first()
    if stored is None or not may_fetch(request.user, stored):
        raise Http404
    return answer_file(request, stored, name)


serve_file.access = "guarded"  # type: ignore[attr-defined]


def answer_file(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    """The file itself, for views that have made sure who may have it."""
    if request.headers.get("If-None-Match") == _tag(stored):
        return _with_headers(HttpResponse(status=304), stored, name, request)
    return _with_headers(_answer(request, stored), stored, name, request)


def _answer(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    span = _requested_span(request, stored)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    start, end = span
    is_part = (start, end) != (0, stored.size)
    try:
        file = open_file(stored, start, end - start if is_part else None)
    except FileMissing:
        raise Http404 from None
    response = StreamingHttpResponse(_Chunks(file), status=206 if is_part else 200)
    response.headers["Content-Length"] = str(end - start)
    if is_part:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{stored.size}"
    return response


def _with_headers(response: HttpResponseBase, stored: StoredFile, name: str, request: HttpRequest) -> HttpResponseBase:
    is_inline = stored.content_type in SHOWN_INLINE and "download" not in request.GET
    kind = stored.content_type if is_inline else UNKNOWN
    headers = {
        "Content-Type": "text/plain; charset=utf-8" if kind == "text/plain" else kind,
        "Content-Disposition": content_disposition_header(not is_inline, safe_name(name)) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        # The address names the content, so it never changes; but only this viewer may keep it.
        "Cache-Control": "private, max-age=86400, immutable",
        "ETag": _tag(stored),
        "Accept-Ranges": "bytes",
    }
    for header, value in headers.items():
        response.headers[header] = value
    return response


def _tag(stored: StoredFile) -> str:
    return f'"{stored.sha256}"'


def _requested_span(request: HttpRequest, stored: StoredFile) -> tuple[int, int] | None:
    """[start, end) of the bytes wanted; None when no such bytes exist. Several ranges at once get all."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    is_stale = request.headers.get("If-Range", _tag(stored)) != _tag(stored)
    if match is None or is_stale or match.groups() == ("", ""):
        return 0, stored.size
    first, last = match.groups()
    if not first:
        return (max(0, stored.size - int(last)), stored.size) if int(last) and stored.size else None
    start, end = int(first), min(int(last) + 1 if last else stored.size, stored.size)
    return (start, end) if start < end else None


class _Chunks:
    """A file as the body of an answer, closed with it, even when nothing was sent (HEAD)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(_CHUNK):
            yield chunk

    def close(self) -> None:
        self._file.close()
