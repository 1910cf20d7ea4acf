"""Pages of the API: keyset pagination with signed cursors."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from pydantic import Field

from qiao.kernel.api.problems import BadCursor
from qiao.kernel.keyset import Page, keyset_page
from qiao.kernel.secrets import sign, verify_signature

Row = TypeVar("Row", bound=Model)

MOST = 200
Cursor = Annotated[str, Field(max_length=1_000, description="`next_cursor` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Rows of a page.")]


def page_of(
    rows: QuerySet[Row], order: Sequence[str], *, cursor: str, limit: int, name: str
) -> tuple[list[Row], str | None]:
    """Rows after a cursor of the list `name`, and the cursor of the next page. Raises BadCursor."""
    page: Page[Row] = keyset_page(rows, order, after=open_cursor(name, cursor), size=limit)
    return page.rows, close_cursor(name, page.next)


def close_cursor(name: str, position: str) -> str | None:
    """A position in a list as its callers see it; None at the end."""
    return f"{position}.{sign('cursor', name, position)}" if position else None


def open_cursor(name: str, cursor: str) -> str:
    """The position again. Raises BadCursor for one that was not given out for this list."""
    if not cursor:
        return ""
    position, _, signature = cursor.rpartition(".")
    if not position or not verify_signature(signature, "cursor", name, position):
        raise BadCursor
    return position
