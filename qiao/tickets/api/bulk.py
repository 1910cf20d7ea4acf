"""Many tickets at once: one act on all of them, or as many requests in one, each for itself."""

from collections.abc import Callable
from typing import Any

from django.http.response import HttpResponseBase

from qiao.kernel.api.answers import answer
from qiao.kernel.api.auth import ApiRequest, need_person
from qiao.kernel.api.batches import each
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.problems import ChangedSince, refusal_body
from qiao.kernel.errors import NotFound
from qiao.tickets import selectors, services
from qiao.tickets.api.given import BatchChangeGiven, BulkGiven, ChangeBatchGiven, NewBatchGiven, given_values
from qiao.tickets.api.showing import visible_tickets
from qiao.tickets.api.shown import BatchItemShown, BatchShown, BulkShown, RefusalShown
from qiao.tickets.api.tickets import new_ticket
from qiao.tickets.rules.words import BULK_ARGUMENTS
from qiao.tickets.services.changing import lock_ticket

bulk = Operations("many tickets")


@bulk.post("/bulk", "ticket.edit", BulkShown, status=202, screens=["tickets:bulk"])
def bulk_tickets(request: ApiRequest, data: BulkGiven) -> HttpResponseBase:
    """Do one act to many tickets.

    Up to 100 are done when this answers, more by a job: ask for the progress with the token. What single tickets
    refuse stands there with the reason. It can be undone for a day.
    """
    need_person(request)
    rows, _scope = visible_tickets(request)
    ids = list(rows.filter(number__in=data.numbers).values_list("pk", flat=True))
    started = services.bulk_apply(ids, data.act, _arguments(data), by=request.actor)
    return answer(request, _progress(request, started.token), status=202)


@bulk.get("/bulk/{token}", "ticket.edit", BulkShown, screens=["tickets:bulk-progress"])
def get_bulk(request: ApiRequest, token: str) -> HttpResponseBase:
    """Get the progress of a bulk act of mine."""
    return answer(request, _progress(request, token))


@bulk.post("/bulk/{token}/undo", "ticket.edit", BulkShown, screens=["tickets:bulk-undo"])
def undo_bulk(request: ApiRequest, token: str) -> HttpResponseBase:
    """Take a bulk act back, except what others changed since."""
    need_person(request)
    services.undo_bulk(token, by=request.actor)
    return answer(request, _progress(request, token))


@bulk.post("/batch/tickets", "ticket.edit", BatchShown, screens=["tickets:new"])
def create_tickets(request: ApiRequest, data: NewBatchGiven) -> HttpResponseBase:
    """Open up to 100 tickets, each for itself."""

    def opening(item: Any) -> Callable[[], int]:
        return lambda: services.open_ticket(new_ticket(request, item), by=request.actor).number

    return answer(request, _each([opening(item) for item in data.tickets], status=201))


@bulk.patch("/batch/tickets", "ticket.edit", BatchShown, screens=["tickets:fields"])
def change_tickets(request: ApiRequest, data: ChangeBatchGiven) -> HttpResponseBase:
    """Change fields of up to 100 tickets, each for itself."""
    rows, _scope = visible_tickets(request)
    numbers = [item.number for item in data.tickets]
    ids = dict(rows.filter(number__in=numbers).values_list("number", "pk"))

    def changing(item: BatchChangeGiven) -> Callable[[], int]:
        def change() -> int:
            if item.number not in ids:
                raise NotFound
            if item.revision and lock_ticket(ids[item.number]).revision != item.revision:
                raise ChangedSince
            services.set_fields(ids[item.number], given_values(item.changes), by=request.actor)
            return item.number

        return change

    return answer(request, _each([changing(item) for item in data.tickets], status=200))


def _each(acts: list[Callable[[], int]], *, status: int) -> BatchShown:
    items = [
        BatchItemShown(index=index, status=refusal.status, number=None, problem=refusal_body(refusal)) if refusal
        else BatchItemShown(index=index, status=status, number=number, problem=None)
        for index, (number, refusal) in enumerate(each(acts))
    ]  # fmt: skip
    return BatchShown(items=items, failed=sum(item.problem is not None for item in items))


def _arguments(data: BulkGiven) -> dict[str, Any]:
    name = BULK_ARGUMENTS[data.act]
    if name is None or name not in data.model_fields_set:
        return {}
    value = getattr(data, name)
    return {name: value.isoformat() if name == "until" and value else value}


def _progress(request: ApiRequest, token: str) -> BulkShown:
    found = selectors.bulk_progress(token, request.user)
    return BulkShown(
        token=found.token, act=found.act, done=found.done, total=found.total, changed=found.changed,
        refused=[RefusalShown(number=number, reason=reason) for number, reason in found.refused],
        is_finished=found.is_finished, is_undone=found.is_undone, can_undo=found.can_undo,
    )  # fmt: skip
