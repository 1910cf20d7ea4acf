"""Moving in from another desk: page by page, each page and its cursor in one transaction."""

from collections import Counter
from collections.abc import Sequence
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers import public as customers
from qiao.kernel import live
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.files import open_file, store
from qiao.kernel.jobs import Retry, job
from qiao.staff.models import Person
from qiao.tickets.models import DeskImport
from qiao.tickets.ports import (
    Access,
    DeskOrganisation,
    DeskPage,
    DeskPerson,
    DeskRefusal,
    DeskTicket,
    SourceFailed,
    desk_kind,
)
from qiao.tickets.rules.custom_fields import tags_problem
from qiao.tickets.services.importing.attachments import Kept, fetch_files
from qiao.tickets.services.importing.names import CONTACT, ORGANISATION, STAFF, TICKET, keep_ids, known_ids
from qiao.tickets.services.importing.writing import write_past_tickets

State = DeskImport.State


class DeskUnknown(Refusal):
    """No such desk is offered."""

    text = _("Importing from this help desk is not possible.")
    status = 422


class NotMovable(Refusal):
    """The move is at another step."""

    text = _("The import has moved to another step. The page shows its current state.")


@transaction.atomic
def start_desk_import(
    kind: str, access: Access, *, by: Actor, file: BinaryIO | None = None, file_name: str = "", system: str = ""
) -> DeskImport:
    """Begin to move in; `system` names the other desk where neither address nor file name does."""
    if desk_kind(kind) is None:
        raise DeskUnknown
    host = access.address.split("://")[-1].partition("/")[0].lower()
    run = DeskImport.objects.create(
        kind=kind, system=system or f"{kind}:{host or 'file'}"[:120], address=access.address, login=access.login,
        token=access.token, file=store(file, name=file_name) if file else None, file_name=file_name[:255],
        actor_kind=by.kind, actor_id=by.id, actor_name=by.name,
    )  # fmt: skip
    record(by, "import.started", run, data={"kind": kind, "name": run.system})
    continue_desk_import.defer(import_id=run.pk)
    return run


@transaction.atomic
def stop_desk_import(import_id: int, *, by: Actor) -> None:
    """Stop after the current page; what has been imported stays."""
    run = _locked(import_id, State.RUNNING)
    run.wants_stop = True
    run.save(update_fields=["wants_stop"])
    record(by, "import.stopped", run)


@transaction.atomic
def go_on_with_desk(import_id: int, *, by: Actor) -> None:
    """Resume after the last page, after a stop, a failure or a lost worker."""
    run = _locked(import_id, State.STOPPED, State.FAILED, State.RUNNING)
    run.state, run.wants_stop, run.problem = State.RUNNING, False, ""
    run.save()
    record(by, "import.continued", run)
    continue_desk_import.defer(import_id=run.pk)


@job(queue="default", retry=Retry(attempts=3))
def continue_desk_import(import_id: int) -> None:
    """Write page after page from where the import stands."""
    run = DeskImport.objects.select_related("file").get(pk=import_id)
    kind = desk_kind(run.kind)
    if run.state != State.RUNNING or kind is None:
        return
    try:
        with NamedTemporaryFile() as copy:
            if run.file is not None:
                with open_file(run.file) as stored:
                    while chunk := stored.read(1 << 20):
                        copy.write(chunk)
                copy.flush()
            access = Access(run.address, run.login, run.token, copy.name if run.file else "")
            before = run.cursor
            for page in kind.open(access).pages(run.cursor):
                # another desk may take its time to answer, so files come before anything is locked
                kept = fetch_files(run.system, _tickets(page))
                if not _write_page(import_id, before, page, kept):
                    return
                before = dict(page.cursor)
    except SourceFailed as failure:
        DeskImport.objects.filter(pk=import_id).update(state=State.FAILED, problem=str(failure)[:500])
        return
    except OperationalError:  # a busy or restarting server: the job is retried
        raise
    except Exception as error:
        DeskImport.objects.filter(pk=import_id).update(state=State.FAILED, problem=type(error).__name__)
        raise
    DeskImport.objects.filter(pk=import_id, state=State.RUNNING).update(
        state=State.DONE, finished_at=timezone.now(), token=""
    )


@transaction.atomic
def _write_page(import_id: int, before: object, page: DeskPage, kept: Kept) -> bool:
    """One page; False when the import was stopped or another worker is ahead."""
    run = DeskImport.objects.select_for_update(no_key=True).get(pk=import_id)
    if run.cursor != before or run.state != State.RUNNING:
        return False
    if run.wants_stop:
        run.state, run.finished_at = State.STOPPED, timezone.now()
        run.save()
        return False
    by = Actor(run.actor_kind, run.actor_id, run.actor_name)
    counts = Counter(run.counts)
    refused = [one for one in page.records if isinstance(one, DeskRefusal)]
    refused += [
        DeskRefusal(TICKET, one.key, *problem)
        for one in page.records
        if isinstance(one, DeskTicket) and (problem := tags_problem(one.tags))
    ]
    refused += _take_organisations(run, [one for one in page.records if isinstance(one, DeskOrganisation)], by, counts)
    refused += _take_people(run, [one for one in page.records if isinstance(one, DeskPerson)], by, counts)
    if tickets := _tickets(page):
        written = write_past_tickets(run.system, tickets, kept=kept, by=by, cause=_cause(run))
        counts += Counter(
            tickets=len(written.created), changed=written.changed, known=written.known, messages=written.messages,
            files=written.files,
        )  # fmt: skip
        live.notify("queue")
    run.refused = [*run.refused, *([one.what, one.key, one.code, dict(one.details)] for one in refused)]
    run.refused = run.refused[: DeskImport.MOST_REFUSED]
    run.refused_count += len(refused)
    run.counts, run.cursor = dict(counts), dict(page.cursor)
    run.done, run.total = page.done or run.done + len(page.records), page.total
    run.save()
    return True


def _tickets(page: DeskPage) -> list[DeskTicket]:
    """Those that can be kept as they are."""
    return [one for one in page.records if isinstance(one, DeskTicket) and not tags_problem(one.tags)]


def _take_organisations(
    run: DeskImport, several: Sequence[DeskOrganisation], by: Actor, counts: "Counter[str]"
) -> list[DeskRefusal]:
    known = known_ids(run.system, ORGANISATION, [one.key for one in several])
    fresh = list({one.key: one for one in several if one.key not in known and one.name}.values())
    past = [customers.PastOrganisation(one.name, one.domains, one.notes, one.language) for one in fresh]
    taken = customers.take_organisations(past, by=by, cause=_cause(run)) if past else []
    return _keep(run, ORGANISATION, "organisations", fresh, taken, counts)


def _take_people(
    run: DeskImport, several: Sequence[DeskPerson], by: Actor, counts: "Counter[str]"
) -> list[DeskRefusal]:
    colleagues = _colleagues(several)
    known = {
        **known_ids(run.system, CONTACT, [one.key for one in several]),
        **known_ids(run.system, STAFF, [one.key for one in several]),
    }
    fresh = list({one.key: one for one in several if one.key not in known}.values())
    ours = {one.key: colleagues[mail.lower()] for one in fresh for mail in one.emails if mail.lower() in colleagues}
    keep_ids(run.system, STAFF, ours)
    customers_people = [one for one in fresh if one.key not in ours and not one.is_staff]
    organisations = known_ids(run.system, ORGANISATION, [one.organisation for one in customers_people])
    past = [
        customers.PastPerson(
            one.name, one.emails, one.phones, organisations.get(one.organisation), one.language, one.job_title,
            one.notes,
        )
        for one in customers_people
    ]  # fmt: skip
    taken = customers.take_people(past, by=by, cause=_cause(run)) if past else []
    return _keep(run, CONTACT, "people", customers_people, taken, counts)


def _keep(
    run: DeskImport, object_type: str, word: str, several: Sequence[DeskOrganisation | DeskPerson],
    taken: Sequence[customers.Taken], counts: "Counter[str]",
) -> list[DeskRefusal]:  # fmt: skip
    pairs = list(zip(several, taken, strict=True))
    keep_ids(run.system, object_type, {one.key: found.id for one, found in pairs if found.id})
    counts[word] += sum(found.is_new for found in taken)
    return [
        DeskRefusal(object_type, one.key, found.code, (found.details or {}) | {"name": one.name})
        for one, found in pairs
        if found.code
    ]


def _colleagues(several: Sequence[DeskPerson]) -> dict[str, int]:
    addresses = {address.lower() for one in several for address in one.emails}
    return {email.lower(): pk for pk, email in Person.objects.filter(email__in=addresses).values_list("pk", "email")}


def _cause(run: DeskImport) -> str:
    return f"desk-import:{run.pk}"


def _locked(import_id: int, *states: str) -> DeskImport:
    run = DeskImport.objects.select_for_update(no_key=True).filter(pk=import_id).first()
    if run is None:
        raise NotFound
    if run.state not in states:
        raise NotMovable
    return run
