"""One act per Idempotency-Key: the answer is stored in the transaction of the act and given again for a day."""

import hashlib
import json
from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.problems import Invalid, KeyReused
from qiao.kernel.secrets import CannotUnseal, seal, unseal

LONGEST_KEY = 255
_KEPT = ("ETag", "Location", "Cache-Control")
# the unique pair makes a second request with the key wait for the first one's end; one that has aged is taken over
_CLAIM = """
INSERT INTO kernel_idempotentanswer AS known (token_id, key, request_hash, status, headers, body)
VALUES (%(token)s, %(key)s, %(hash)s, 0, '{}', '')
ON CONFLICT (token_id, key) DO UPDATE
  SET request_hash = EXCLUDED.request_hash, status = 0, headers = '{}', body = '', created_at = now()
  WHERE known.created_at < now() - interval '24 hours'
RETURNING id
"""
_KNOWN = "SELECT request_hash, status, headers, body FROM kernel_idempotentanswer WHERE token_id = %s AND key = %s"
_STORE = "UPDATE kernel_idempotentanswer SET status = %s, headers = %s, body = %s WHERE id = %s"


def once(request: ApiRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Do it, or give the answer of the first time. A refused act leaves no trace, so it may be tried again."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return act()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid({"Idempotency-Key": f"1–{LONGEST_KEY}"})
    digest = _hash_of(request)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"token": request.token.pk, "key": key, "hash": digest})
        claimed = cursor.fetchone()
        if claimed is None:
            cursor.execute(_KNOWN, [request.token.pk, key])
            known_hash, status, headers, body = cursor.fetchone()
            if known_hash != digest:
                raise KeyReused
            return _again(status, headers, body)
        response = act()
        if response.streaming or not isinstance(response, HttpResponse):
            raise TypeError("Only whole answers can be given again.")
        kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
        body = response.content.decode()
        stored = seal(body) if _holds_secret(kept) else body
        cursor.execute(_STORE, [response.status_code, json.dumps(kept), stored, claimed[0]])
        return response


def _again(status: int, headers: str, stored: str) -> HttpResponse:
    kept = json.loads(headers)
    try:
        body = unseal(stored) if _holds_secret(kept) else stored
    except CannotUnseal:  # the key that sealed it is gone; the act was done all the same
        raise KeyReused from None
    content_type = "application/json" if body else None
    response = HttpResponse(body, status=status, content_type=content_type, headers=kept)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _holds_secret(kept: Mapping[str, str]) -> bool:
    """Answers of `confidential` are not stored as they are."""
    return kept.get("Cache-Control") == "no-store"


def _hash_of(request: ApiRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name, file in sorted(request.FILES.items()):  # the stream was read when the form was
        if not isinstance(file, UploadedFile):
            continue
        digest.update(f"{name} {file.name} {file.size}\n".encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
