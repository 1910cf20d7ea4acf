"""ETags of things that count no revisions: a digest of what their reader sees."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from pydantic import BaseModel

from qiao.kernel.api.answers import answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.problems import ChangedSince
from qiao.kernel.errors import NotFound

M = TypeVar("M", bound=Model)


def tag_of(shown: BaseModel) -> str:
    """The ETag of an answer. It is another in another language where texts are translated."""
    return f'"{hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:24]}"'


def names_tag(header: str, tag: str) -> bool:
    """Whether an If-Match or If-None-Match names this ETag."""
    return header.strip() == "*" or tag in {one.strip() for one in header.split(",")}


def versioned(request: ApiRequest, shown: BaseModel) -> HttpResponse:
    """The answer with its ETag; 304 for a reader who has it."""
    tag = tag_of(shown)
    known = request.headers.get("If-None-Match", "")
    if known and request.method in {"GET", "HEAD"} and names_tag(known, tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    return answer(request, shown, headers={"ETag": tag})


def expect_version(request: ApiRequest, shown: BaseModel) -> None:
    """Raise ChangedSince when If-Match names another version than what a locked row shows."""
    expected = request.headers.get("If-Match", "")
    if expected and not names_tag(expected, tag_of(shown)):
        raise ChangedSince


@contextmanager
def about_to_change(request: ApiRequest, model: type[M], pk: int, show: Callable[[M], BaseModel]) -> Iterator[M]:
    """The row. With If-Match it stays locked to the end of the block, at the version that was named.

    Raises NotFound, ChangedSince.
    """
    with at_version(request.headers.get("If-Match", ""), model, pk, show) as row:
        yield row


@contextmanager
def at_version(expected: str, model: type[M], pk: int, show: Callable[[M], BaseModel]) -> Iterator[M]:
    """The same with an ETag that came another way, such as for an item of a batch; empty for any version."""
    with transaction.atomic() if expected else nullcontext():
        rows: QuerySet[M] = QuerySet(model)
        row = (rows.select_for_update(no_key=True) if expected else rows).filter(pk=pk).first()
        if row is None:
            raise NotFound
        if expected and not names_tag(expected, tag_of(show(row))):
            raise ChangedSince
        yield row
