"""Pages of a long list without OFFSET: the next page starts after the last row seen, however deep it is."""

import base64
import binascii
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThanOrEqual, TupleLessThanOrEqual

Row = TypeVar("Row", bound=Model)
# a day of room on both sides for any zone and any pause
EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 29, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page; `next` goes into the address of the following one and is empty on the last."""

    rows: list[Row]
    next: str


def keyset_page(rows: QuerySet[Row], order: Sequence[str], *, after: str = "", size: int = 50) -> Page[Row]:
    """One page of `rows` in `order`: plain, not-null fields or annotations, `-` for descending, unique last.

    An `after` that nobody gave out counts as the first page.
    """
    seen = read_cursor(after, len(order))
    found = rows.order_by(*order)
    if seen is not None:
        # a value that the column cannot hold is told when it is read, or when the filter is made
        with suppress(ValidationError, ValueError, TypeError):
            values = [_stored(rows, name.lstrip("-"), value) for name, value in zip(order, seen, strict=True)]
            is_one_way = len({name.startswith("-") for name in order}) == 1
            can_step = is_one_way and isinstance(values[-1], int)
            found = found.filter(_from_next(order, values) if can_step else _beyond(order, values))
    shown = list(found[: size + 1])
    if len(shown) <= size:
        return Page(shown, "")
    shown.pop()
    return Page(shown, write_cursor([getattr(shown[-1], name.lstrip("-")) for name in order]))


def write_cursor(values: Sequence[Any]) -> str:
    """Numbers, texts and moments as one word for an address."""
    text = json.dumps([value.isoformat() if hasattr(value, "isoformat") else value for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, length: int) -> list[str | int] | None:
    """The values of a cursor, moments still as text; None for one that nobody gave out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    is_ours = isinstance(values, list) and len(values) == length
    return values if is_ours and all(map(_can_be_stored, values)) else None


def cursor_moment(value: object) -> datetime:
    """A moment of a cursor. Raises ValueError for one at which no row can be."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    if moment is None or moment.tzinfo is None or not EARLIEST < moment < LATEST:
        raise ValueError(value)
    return moment


def _stored(rows: QuerySet[Any], name: str, value: str | int) -> Any:
    """A value of a cursor as its column holds it."""
    field = _field(rows, name)
    return cursor_moment(value) if isinstance(field, DateTimeField) else field.to_python(value)


def _from_next(order: Sequence[str], values: Sequence[Any]) -> Any:
    """Rows compared as a whole: the index goes to the very place, also among many rows of one value.

    Asked as “from the next number on”: of rows “behind” its most frequent value PostgreSQL believes there are none,
    and then goes through all of them for the few that other conditions let pass.
    """
    place = Tuple(*(F(name.lstrip("-")) for name in order))
    if order[0].startswith("-"):
        return TupleLessThanOrEqual(place, [*values[:-1], values[-1] - 1])
    return TupleGreaterThanOrEqual(place, [*values[:-1], values[-1] + 1])


def _field(rows: QuerySet[Any], name: str) -> Any:
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    meta = rows.model._meta
    return meta.pk if name == "pk" else meta.get_field(name)


def _beyond(order: Sequence[str], seen: Sequence[Any]) -> Q:
    first = order[0]
    # the plain bound on the first column is what lets the index start there
    bound = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": seen[0]})
    after = Q(pk__in=[])
    for place, name in enumerate(order):
        same = Q(**{order[before].lstrip("-"): seen[before] for before in range(place)})
        after |= same & Q(**{f"{name.lstrip('-')}__{'lt' if name.startswith('-') else 'gt'}": seen[place]})
    return bound & after


def _can_be_stored(value: object) -> bool:
    if isinstance(value, int):
        return -(2**63) < value < 2**63 - 1
    return isinstance(value, str) and "\x00" not in value
