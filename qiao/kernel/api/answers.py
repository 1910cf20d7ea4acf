"""Responses: JSON from typed models, reduced to the requested fields, with the common headers."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from qiao.kernel.api.limits import Allowance
from qiao.kernel.api.problems import Invalid

Item = TypeVar("Item", bound=BaseModel)

PARTIAL = "application/vnd.qiao.partial+json"
"""Media type of an answer that `fields` has narrowed."""

LARGEST_ID = 2**53 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
"""The number of a row, small enough for every JSON reader."""


def _in_our_time(moment: datetime) -> datetime:
    if not datetime(1970, 1, 1, tzinfo=UTC) - timedelta(days=1) <= moment <= datetime(2200, 1, 1, tzinfo=UTC):
        raise ValueError("out of range")
    return moment.astimezone(UTC)  # PostgreSQL knows no zone that is sixteen hours or more from it


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
"""A moment between 1970 and 2200, sent with any zone, in UTC."""


def _day_of_our_time(day: date) -> date:
    if not 1970 <= day.year <= 2200:
        raise ValueError("out of range")
    return day


Day = Annotated[date, AfterValidator(_day_of_our_time)]
"""A day between 1970 and 2200."""


class Given(BaseModel):
    """Base of what callers send: a field that is not known is a mistake, not a surprise."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Shown(BaseModel):
    """Base of what callers get. Fields that were not set (not expanded) are left out."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """A page of something says what pages say."""
        super().__pydantic_init_subclass__(**options)
        cls.__doc__ = cls.__doc__ or cls.__mro__[1].__doc__


class Listing(Shown, Generic[Item]):
    """One page; `next_cursor` is null on the last one."""

    items: list[Item]
    next_cursor: str | None


def answer(
    request: HttpRequest, shown: BaseModel, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The model as JSON; `?fields=` keeps those of its fields, or of its items' fields when it is a page."""
    wanted = request.GET.get("fields", "") if request.method in {"GET", "HEAD"} else ""
    if not wanted:
        body = shown.model_dump_json(exclude_unset=True)
        return HttpResponse(body, status=status, content_type="application/json", headers=dict(headers or {}))
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    plain = shown.model_dump(mode="json", exclude_unset=True)
    narrowed = plain | {"items": [_only(one, names) for one in plain["items"]]} if "items" in plain else _only(
        plain, names
    )  # fmt: skip
    _refuse_unknown(shown, names)
    body = json.dumps(narrowed, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=PARTIAL, headers=dict(headers or {}))


def nothing(*, status: int = 204, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Done, and there is nothing to say."""
    return HttpResponse(status=status, headers=dict(headers or {}))


def confidential(response: HttpResponse) -> HttpResponse:
    """An answer that holds a secret: nobody keeps it, and for the same Idempotency-Key it is stored sealed."""
    response.headers["Cache-Control"] = "no-store"
    return response


def finish(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Headers of every answer: what is left of the minute, the language, who may keep it."""
    allowance: Allowance | None = getattr(request, "allowance", None)
    if allowance:
        response.headers["RateLimit-Policy"] = f'"minute";q={allowance.limit};w=60'
        response.headers["RateLimit"] = f'"minute";r={allowance.remaining};t={allowance.resets_in}'
    response.headers.setdefault("Cache-Control", "private, no-cache" if "ETag" in response.headers else "no-store")
    response.headers["Content-Language"] = get_language() or "en"
    response.headers["Vary"] = "Authorization, Accept-Language"
    return response


def _only(plain: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: plain[name] for name in names if name in plain}


def _refuse_unknown(shown: BaseModel, names: list[str]) -> None:
    item = type(shown).model_fields.get("items")
    model = getattr(item.annotation, "__args__", (None,))[0] if item else type(shown)
    known = model.model_fields if model else {}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Invalid({"fields": _("%(names)s: no such field.") % {"names": ", ".join(unknown)}})
