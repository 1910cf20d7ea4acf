"""Forgetting a person. Irreversible: every domain puts a pseudonym in their place, then the whole database is searched.

A preview is the real act, rolled back: its numbers are those of the act.
"""

import secrets
from dataclasses import asdict
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.events import PersonErased
from qiao.customers.models import Contact, ContactPoint, DataRequest
from qiao.customers.ports import Erasure, data_keepers
from qiao.customers.selectors.families import family_ids
from qiao.customers.services.privacy.holds import refuse_under_hold
from qiao.customers.services.privacy.requests import failing_openly, locked_in_progress
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.erasing import Scrubber, Traces, ways_to_write
from qiao.kernel.errors import Refusal
from qiao.kernel.events import publish
from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import StoredFile

AUDIT_TABLES = frozenset({"kernel_auditentry"})
"""Cannot be edited by anybody, on purpose: that is what makes it a record."""


class LookFirst(Refusal):
    """Nobody erases without having seen what that means."""

    text = _("Look at what would be erased first.")


@transaction.atomic
def start_preview(request_id: int, *, by: Actor) -> None:
    """Calculate what would be erased, in the background. Raises NotNow."""
    request = locked_in_progress(request_id, DataRequest.Kind.ERASURE)
    request.report, request.error = {"is_working": True}, ""
    request.save(update_fields=["report", "error"])
    preview_erasure.defer(request_id=request.pk)
    record(by, "data_request.previewed", request)


@transaction.atomic
def start_erasure(request_id: int, *, by: Actor) -> None:
    """Erase in the background, irreversibly. Raises NotNow, LookFirst, UnderLegalHold."""
    request = locked_in_progress(request_id, DataRequest.Kind.ERASURE)
    refuse_under_hold(request.contact_id)
    if "findings" not in request.report:
        raise LookFirst
    request.report, request.error = request.report | {"is_working": True}, ""
    request.handler_id = by.id if by.is_staff else request.handler_id
    request.save(update_fields=["report", "handler", "error"])
    erase_person.defer(request_id=request.pk)


@job(queue="default", retry=Retry(attempts=3))
def preview_erasure(request_id: int) -> None:
    """The act itself without its effect."""
    with failing_openly(request_id), transaction.atomic():
        request = locked_in_progress(request_id, DataRequest.Kind.ERASURE)
        point = transaction.savepoint()
        report = _erase(request)
        transaction.savepoint_rollback(point)
        request.report, request.error = report | {"is_preview": True}, ""
        request.save(update_fields=["report", "error"])


@job(queue="default", retry=Retry(attempts=3))
def erase_person(request_id: int) -> None:
    """The act, once."""
    with failing_openly(request_id), transaction.atomic():
        request = locked_in_progress(request_id, DataRequest.Kind.ERASURE)
        refuse_under_hold(request.contact_id)
        handler = request.handler
        by = Actor.person(handler) if handler else Actor.system()
        request.report, request.error = _erase(request) | {"is_preview": False}, ""
        request.state, request.finished_at = DataRequest.State.DONE, timezone.now()
        request.asked = request.words = request.verified_how = ""
        request.save(update_fields=["report", "error", "state", "finished_at", "asked", "words", "verified_how"])
        ids = tuple(family_ids(Contact, request.contact_id))
        record(by, "contact.erased", Contact.objects.get(pk=request.contact_id), data={"request": request.pk})
        record(by, "data_request.done", request, data={"numbers": _numbers(request.report)})
        publish(PersonErased(contact_ids=ids))


def _erase(request: DataRequest) -> dict[str, Any]:
    erasure = erasure_of(request)
    DataRequest.objects.filter(contact__in=erasure.contact_ids).update(asked="", words="", verified_how="", refusal="")
    for keeper in data_keepers():
        keeper.erase(erasure)
    for stored in StoredFile.objects.filter(pk__in=erasure.loose_files):
        if not files.forget(stored):
            erasure.note("customers.shared_files", 1, "kept")
    found = [asdict(one) for one in erasure.findings]
    return {"findings": found, "left": traces_left(erasure.nearby), "at": timezone.now().isoformat()}


def erasure_of(request: DataRequest) -> Erasure:
    """Whom to erase, and the words that identify them: current ones, and those the handler adds."""
    ids = tuple(family_ids(Contact, request.contact_id))
    people = list(Contact.objects.filter(pk__in=ids))
    points = list(ContactPoint.objects.filter(contact__in=ids))
    mails = {value for point in points if point.kind == "email" for value in (point.value, point.value_norm)}
    phones = {value for point in points if point.kind == "phone" for value in _numbers_of(point)}
    others = {point.value for point in points if point.kind not in {"email", "phone"}}
    words = [line.strip() for line in request.words.splitlines()]
    names = ways_to_write([*(one.name for one in people), *(one.call_name for one in people), *words])
    mails |= {word for word in words if "@" in word}
    traces = Traces(
        addresses=tuple(sorted({value.lower() for value in (*mails, *others) if value.strip()})),
        numbers=tuple(sorted(phones)), names=names, pseudonym=f"[erased {secrets.token_hex(3).upper()}]",
    )  # fmt: skip
    return Erasure(
        contact_ids=ids, organisation_ids=tuple({one.organisation_id for one in people if one.organisation_id}),
        addresses=tuple(sorted(value.lower() for value in mails)), traces=traces,
        everywhere=Scrubber(traces, with_names=False), nearby=Scrubber(traces, with_names=True),
    )  # fmt: skip


def traces_left(scrubber: Scrubber) -> list[dict[str, Any]]:
    """Search every row of every table: [{table, number}] of those where a trace still stands."""
    if not scrubber.sql_exact:
        return []
    left = []
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            # borders of words are dear to look for: only where something like a trace stands
            cursor.execute(
                f"SELECT count(*) FROM {connection.ops.quote_name(table)} AS one"  # noqa: S608
                " WHERE one::text ~* %s AND one::text ~* %s",
                [scrubber.sql, scrubber.sql_exact],
            )
            (number,) = cursor.fetchone()
        if number:
            left.append({"table": table, "number": number, "is_sealed": table in AUDIT_TABLES})
    return left


def _numbers_of(point: ContactPoint) -> set[str]:
    # people write a Chinese number without its country code
    national = point.value_norm.removeprefix("+86")
    return {point.value, point.value_norm, national}


def _numbers(report: dict[str, Any]) -> dict[str, int]:
    return {f"{one['code']} {one['fate']}": one["number"] for one in report["findings"]}
