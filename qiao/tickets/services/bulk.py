"""One act on many tickets, ticket by ticket, with progress and undo.

What one ticket refuses does not hold up the others. Up to `INLINE` tickets are done at once, more by a job that
can be interrupted and goes on where it was.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kernel import live
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotAllowed, NotFound, Refusal
from qiao.kernel.i18n import in_language
from qiao.kernel.jobs import Retry, job
from qiao.staff.models import Person
from qiao.tickets.models import Ticket, UndoStep
from qiao.tickets.refusals import CannotUndo, FieldsWrong, UnknownAct
from qiao.tickets.rules.undo import WRITES, fields_to_restore
from qiao.tickets.rules.words import BULK_ARGUMENTS
from qiao.tickets.selectors.bulk import UNDO_WITHIN
from qiao.tickets.services.assigning import assign_ticket, move_ticket
from qiao.tickets.services.changing import lock_ticket, staff_id, write_change
from qiao.tickets.services.clocks import DUE_FIELDS
from qiao.tickets.services.fields import add_tags, problem_text, remove_tags, set_fields
from qiao.tickets.services.findable import move_words, reindex_ticket
from qiao.tickets.services.inputs import BulkStarted
from qiao.tickets.services.moving import change_state
from qiao.tickets.services.people import follow_ticket, unfollow_ticket
from qiao.tickets.services.setting_aside import mark_spam, snooze_ticket
from qiao.tickets.services.snapshots import restore, snapshot

INLINE = 100
STEP = 50
MOST = 10_000

PERMISSIONS = {"follow": "ticket.view", "unfollow": "ticket.view", "spam": "ticket.edit"}

_ACTS: dict[str, Callable[[int, Mapping[str, Any], Actor], object]] = {
    "assign": lambda pk, args, by: assign_ticket(pk, by=by, person_id=args["person_id"]),
    "move": lambda pk, args, by: move_ticket(pk, by=by, team_id=args["team_id"]),
    "state": lambda pk, args, by: change_state(pk, args["state"], by=by),
    "priority": lambda pk, args, by: set_fields(pk, {"priority": args["priority"]}, by=by),
    "kind": lambda pk, args, by: set_fields(pk, {"kind": args["kind"]}, by=by),
    "product": lambda pk, args, by: set_fields(pk, {"product_id": args["product_id"]}, by=by),
    "tag": lambda pk, args, by: add_tags(pk, args["names"], by=by),
    "untag": lambda pk, args, by: remove_tags(pk, args["names"], by=by),
    "follow": lambda pk, args, by: follow_ticket(pk, by=by),
    "unfollow": lambda pk, args, by: unfollow_ticket(pk, by=by),
    "snooze": lambda pk, args, by: snooze_ticket(pk, datetime.fromisoformat(args["until"]), by=by),
    "spam": lambda pk, args, by: mark_spam(pk, by=by),
}


@transaction.atomic
def bulk_apply(ticket_ids: Sequence[int], act: str, args: Mapping[str, Any], *, by: Actor) -> BulkStarted:
    """Do one act to many tickets; those the person cannot see are left out.

    `act` and `args`: assign{person_id} move{team_id} state{state} priority{priority} kind{kind}
    product{product_id} tag{names} untag{names} follow{} unfollow{} snooze{until} spam{}.
    Raises UnknownAct, FieldsWrong, NotAllowed. What single tickets refuse stands in the progress.
    """
    person = _person(by)
    if act not in _ACTS or act not in WRITES:
        raise UnknownAct
    if not person.may(PERMISSIONS.get(act, "ticket.edit")):
        raise NotAllowed
    _check_arguments(act, args)
    visible = Ticket.objects.visible_to(person).filter(pk__in=list(ticket_ids)[:MOST])
    waiting = sorted(visible.values_list("pk", flat=True))
    step = UndoStep.objects.create(person=person, act=act, arguments=dict(args), waiting=waiting, total=len(waiting))
    return _run(step)


@transaction.atomic
def undo_bulk(token: str, *, by: Actor) -> BulkStarted:
    """Take a finished bulk act back, as far as nobody has changed the same fields since. Raises CannotUndo."""
    step = UndoStep.objects.select_for_update(no_key=True).filter(pk=_uuid(token), person_id=staff_id(by)).first()
    if step is None:
        raise NotFound
    is_late = timezone.now() - step.created_at > UNDO_WITHIN
    if step.finished_at is None or step.undone_at or step.is_undoing or is_late:
        raise CannotUndo
    step.is_undoing, step.finished_at, step.done, step.refused = True, None, 0, []
    step.waiting = sorted(int(pk) for pk in step.before)
    step.total = len(step.waiting)
    step.save()
    return _run(step)


@job(queue="default", retry=Retry(attempts=5))
def continue_bulk(token: str) -> None:
    """Go on with a bulk act until nothing waits."""
    while _do_some(UUID(token), STEP):
        pass


def _run(step: UndoStep) -> BulkStarted:
    """Do it, or leave it to a job; either in the transaction that wrote the step, so that no step is left lying."""
    if step.total > INLINE:
        continue_bulk.defer(token=str(step.pk))
        return BulkStarted(str(step.pk), step.total, is_running=True)
    _do_some(step.pk, INLINE)
    return BulkStarted(str(step.pk), step.total, is_running=False)


def _do_some(token: UUID, most: int) -> bool:
    """Deal with the next tickets, all or none of them should the process die; False when the act is finished."""
    with transaction.atomic():
        step = UndoStep.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(pk=token)
        now, step.waiting = step.waiting[:most], step.waiting[most:]
        for ticket_id in now:
            _do_one(step, ticket_id)
        step.done += len(now)
        if not step.waiting and step.finished_at is None:
            step.finished_at = timezone.now()
            step.undone_at = step.finished_at if step.is_undoing else None
        step.save()
        live.notify(f"person:{step.person_id}", kind="bulk", bulk=str(step.pk), done=step.done, total=step.total)
        return bool(step.waiting)


def _do_one(step: UndoStep, ticket_id: int) -> None:
    try:
        with transaction.atomic():
            (_undo_one if step.is_undoing else _apply_one)(step, ticket_id)
    except Refusal as refusal:
        number = Ticket.objects.values_list("number", flat=True).get(pk=ticket_id)
        with in_language(step.person.language):
            step.refused = [*step.refused, [number, refusal.message]]


def _apply_one(step: UndoStep, ticket_id: int) -> None:
    names = WRITES[step.act]
    ticket = lock_ticket(ticket_id)
    before = snapshot(ticket, names, person_id=step.person_id)
    _ACTS[step.act](ticket_id, step.arguments, Actor.person(step.person))
    after = snapshot(lock_ticket(ticket_id), names, person_id=step.person_id)
    if before != after:
        step.before[str(ticket_id)], step.after[str(ticket_id)] = before, after


def _undo_one(step: UndoStep, ticket_id: int) -> None:
    ticket = lock_ticket(ticket_id)
    now = snapshot(ticket, WRITES[step.act], person_id=step.person_id)
    values = fields_to_restore(step.before[str(ticket_id)], step.after[str(ticket_id)], now)
    if not values:
        raise CannotUndo
    fields = restore(ticket, values, timezone.now(), person_id=step.person_id)
    write_change(
        ticket, [*fields, *DUE_FIELDS], by=Actor.person(step.person), verb="ticket.change_undone",
        data={"act": step.act, "restored": values}, cause=f"bulk:{step.pk}",
    )  # fmt: skip
    if "state" in values and "spam" in {now["state"], values["state"]}:
        reindex_ticket(ticket)
    elif {"product_id", "team_id"} & values.keys():
        move_words(ticket)


def _check_arguments(act: str, args: Mapping[str, Any]) -> None:
    needed = BULK_ARGUMENTS[act]
    if needed and needed not in args:
        raise FieldsWrong({needed: problem_text("missing", needed)})
    if act == "snooze":
        try:
            is_aware = datetime.fromisoformat(args["until"]).tzinfo is not None
        except (TypeError, ValueError):
            is_aware = False
        if not is_aware:
            raise FieldsWrong({"until": problem_text("not_a_date", "until")})


def _person(by: Actor) -> Person:
    person = Person.objects.filter(pk=staff_id(by)).first()
    if person is None:
        raise NotAllowed
    return person


def _uuid(token: str) -> UUID:
    try:
        return UUID(token)
    except ValueError:
        raise NotFound from None
