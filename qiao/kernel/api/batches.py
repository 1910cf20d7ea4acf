"""Many requests in one, each for itself: what one refuses does not hold up the others."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction

from qiao.kernel.api.answers import Shown
from qiao.kernel.api.problems import refusal_body
from qiao.kernel.errors import Refusal

MOST = 100
"""Items of one batch."""


class RowShown(Shown):
    """What became of one item of a batch: `status` as if it had been asked for alone, with `id` or `problem`."""

    index: int
    status: int
    id: int | None
    problem: dict[str, Any] | None


class RowsShown(Shown):
    """What became of a batch."""

    items: list[RowShown]
    failed: int


def each(acts: Iterable[Callable[[], int]]) -> Iterator[tuple[int | None, Refusal | None]]:
    """Do each act in a transaction of its own: what it made, or why not."""
    for act in acts:
        made, refused = None, None
        try:
            with transaction.atomic():
                made = act()
        except Refusal as refusal:
            refused = refusal
        yield made, refused


def rows(acts: Iterable[Callable[[], int]], *, status: int) -> RowsShown:
    """The same as an answer; `status` is that of success."""
    items = [
        RowShown(index=index, status=refusal.status, id=None, problem=refusal_body(refusal)) if refusal
        else RowShown(index=index, status=status, id=made, problem=None)
        for index, (made, refusal) in enumerate(each(acts))
    ]  # fmt: skip
    return RowsShown(items=items, failed=sum(item.problem is not None for item in items))
