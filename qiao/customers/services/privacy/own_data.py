"""What customers themselves hold of a person: facts, contact points, notes, files, requests, exports."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.customers.models import (
    Contact,
    ContactPoint,
    Contract,
    DataRequest,
    Deployment,
    Export,
    KeptFile,
    LegalHold,
    Note,
    NoteWording,
    Organisation,
)
from qiao.customers.models.portal import PortalAccount, SignInCode
from qiao.customers.ports import Erasure, PersonalCopy
from qiao.kernel import files
from qiao.kernel.erasing import rows_with_traces, scrub_rows
from qiao.kernel.files import FileMissing
from qiao.kernel.models import (
    AuditEntry,
    ExternalKey,
    IdempotentAnswer,
    ImportBatch,
    JobError,
    OutboxEvent,
    StoredFile,
    TableImport,
    WebhookAttempt,
    WebhookMessage,
)
from qiao.staff.models import Notification

_WORKING = (TableImport.State.CHECKING, TableImport.State.RUNNING, TableImport.State.UNDOING)
_ORGANISATION_TEXTS = ("notes",)
_CONTRACT_TEXTS = ("number", "terms")
_DEPLOYMENT_TEXTS = ("name", "edition")


class CustomerData:
    """The keeper of this domain; it works last, when the others no longer need to know who it was."""

    labels: Mapping[str, str | Promise] = {
        "customers.contact": _("The contact itself"),
        "customers.points": _("Addresses and numbers"),
        "customers.portal": _("Place on the portal, sessions and codes"),
        "customers.notes": _("Notes about the person"),
        "customers.mentions": _("Notes that name the person"),
        "customers.files": _("Files kept with the person"),
        "customers.shared_files": _("Files that something else still refers to"),
        "customers.requests": _("Files of earlier requests"),
        "customers.exports": _("Exported lists, which can be created again"),
        "customers.imports": _("Imported tables that name the person"),
        "customers.contracts": _("Contracts that name the person: kept as evidence of what was agreed"),
        "customers.deployments": _("Installations named after the person"),
        "customers.customer_files": _("Files kept with the customer that name the person: please look yourself"),
        "customers.events": _("Events, background jobs and what programs were told"),
        "customers.notices": _("Notices to colleagues"),
        "customers.audit": _("Audit record: it cannot be edited, and is kept as required by law"),
    }

    def copy(self, into: PersonalCopy) -> None:
        """Facts, addresses, notes about the person, files, earlier requests."""
        people = Contact.objects.filter(pk__in=into.contact_ids).select_related("organisation")
        into.add("customers.contact", [_facts(one) for one in people])
        points = ContactPoint.objects.filter(contact__in=into.contact_ids)
        into.add("customers.points", [{"kind": one.kind, "value": one.value} for one in points])
        notes = Note.objects.filter(contact__in=into.contact_ids, removed_at=None).order_by("pk")
        into.add("customers.notes", [{"at": one.created_at.isoformat(), "text": one.body} for one in notes])
        kept = KeptFile.objects.filter(contact__in=into.contact_ids, removed_at=None).select_related("file")
        into.files += [(f"files/{one.pk}-{one.name}", one.file) for one in kept]

    def erase(self, erasure: Erasure) -> None:
        """Names, addresses, notes and files go; contracts and the audit record stay and are named."""
        _erase_notes(erasure)
        _erase_files(erasure)
        _erase_imports(erasure)
        _erase_elsewhere(erasure)
        _erase_machinery(erasure)
        ids = erasure.contact_ids
        erasure.note("customers.portal", _erase_portal(ids), "erased")
        erasure.note("customers.points", ContactPoint.objects.filter(contact__in=ids).delete()[0], "erased")
        number = Contact.objects.filter(pk__in=ids).update(
            name=erasure.traces.pseudonym, call_name="", job_title="", duty="", notes="", name_py="", name_initials="",
            is_active=False, erased_at=timezone.now(),
        )  # fmt: skip
        erasure.note("customers.contact", number, "pseudonymised")


def _erase_portal(ids: tuple[int, ...]) -> int:
    accounts = PortalAccount.objects.filter(contact__in=ids)
    codes = SignInCode.objects.filter(contact__in=ids)
    return accounts.delete()[0] + codes.delete()[0]


def _facts(one: Contact) -> dict[str, Any]:
    return {
        "name": one.name, "addressed_as": one.call_name, "job_title": one.job_title, "duty": one.duty,
        "customer": one.organisation.name if one.organisation else "", "language": one.language,
        "time_zone": one.time_zone, "notes": one.notes, "known_since": one.created_at.isoformat(),
    }  # fmt: skip


def _erase_notes(erasure: Erasure) -> None:
    about = Note.objects.filter(contact__in=erasure.contact_ids)
    number = about.count()
    about.delete()
    erasure.note("customers.notes", number, "erased")
    theirs = Q(organisation__in=erasure.organisation_ids)
    changed = scrub_rows(Note.objects.filter(theirs), ("body",), erasure.nearby)
    changed += scrub_rows(Note.objects.exclude(theirs), ("body",), erasure.everywhere)
    changed += scrub_rows(
        NoteWording.objects.filter(note__organisation__in=erasure.organisation_ids), ("body",), erasure.nearby
    )
    changed += scrub_rows(NoteWording.objects.all(), ("body",), erasure.everywhere)
    own = Organisation.objects.filter(pk__in=erasure.organisation_ids)
    changed += scrub_rows(own, _ORGANISATION_TEXTS, erasure.nearby)
    changed += scrub_rows(Organisation.objects.all(), _ORGANISATION_TEXTS, erasure.everywhere)
    changed += scrub_rows(Contact.objects.filter(organisation__in=erasure.organisation_ids), ("notes",), erasure.nearby)
    changed += scrub_rows(Contact.objects.all(), ("notes",), erasure.everywhere)
    changed += scrub_rows(LegalHold.objects.all(), ("reason",), erasure.nearby)
    erasure.note("customers.mentions", len(changed), "pseudonymised")


def _erase_files(erasure: Erasure) -> None:
    erasure.note("customers.files", _drop(KeptFile.objects.filter(contact__in=erasure.contact_ids), erasure), "erased")
    earlier = DataRequest.objects.filter(contact__in=erasure.contact_ids, file__isnull=False)
    erasure.loose_files |= set(filter(None, earlier.values_list("file_id", flat=True)))
    erasure.note("customers.requests", earlier.update(file=None), "erased")
    # those under way first: one that is finished meanwhile is among the made ones then
    going_on = Export.objects.filter(state__in=Export.GOING_ON)
    stopped = going_on.update(state=Export.State.CANCELLED, finished_at=timezone.now())
    exports = Export.objects.filter(file__isnull=False)
    erasure.loose_files |= set(filter(None, exports.values_list("file_id", flat=True)))
    erasure.note("customers.exports", stopped + exports.update(file=None, state=Export.State.GONE), "erased")
    scrub_rows(Export.objects.all(), ("name", "query"), erasure.nearby)
    kept = KeptFile.objects.filter(organisation__in=erasure.organisation_ids).select_related("file")
    told = [one.pk for one in kept if erasure.nearby.finds(one.name) or _tells(one.file, erasure) is not False]
    erasure.note("customers.customer_files", len(told), "unread")
    scrub_rows(kept, ("name",), erasure.nearby)


def _erase_imports(erasure: Erasure) -> None:
    """Imported tables: their content is stored in rows of its own."""
    stub, replaced = None, 0
    for run in TableImport.objects.exclude(state__in=_WORKING).select_related("file"):
        if _tells(run.file, erasure):
            stub = stub or files.store(b"erased\n", name="erased.csv", content_type="text/csv")
            erasure.loose_files.add(run.file_id)
            run.file = stub
            run.save(update_fields=["file"])
            replaced += 1
    erasure.note("customers.imports", replaced, "erased")
    scrub_rows(TableImport.objects.all(), ("file_name", "problem"), erasure.nearby)
    scrub_rows(ImportBatch.objects.all(), ("refused",), erasure.nearby)
    # keys that are addresses themselves, as some desks have them
    rows_with_traces(ExternalKey.objects.all(), ("key",), erasure.everywhere).delete()


def _tells(stored: StoredFile, erasure: Erasure) -> bool | None:
    """Whether a file contains the person; None when it cannot be searched."""
    try:
        return erasure.nearby.bytes_tell(files.read(stored))
    except FileMissing:
        return False


def _drop(rows: "QuerySet[KeptFile]", erasure: Erasure) -> int:
    erasure.loose_files |= set(rows.values_list("file_id", flat=True))
    number, _by_model = rows.delete()
    return number


def _erase_elsewhere(erasure: Erasure) -> None:
    theirs = Deployment.objects.filter(organisation__in=erasure.organisation_ids)
    erasure.note("customers.deployments", len(scrub_rows(theirs, _DEPLOYMENT_TEXTS, erasure.nearby)), "pseudonymised")
    contracts = Contract.objects.filter(organisation__in=erasure.organisation_ids)
    kept = rows_with_traces(contracts, _CONTRACT_TEXTS, erasure.nearby).count()
    erasure.note("customers.contracts", kept, "kept")
    fields = ("actor_name", "data", "cause")
    erasure.note("customers.audit", rows_with_traces(AuditEntry.objects.all(), fields, erasure.nearby).count(), "kept")


def _erase_machinery(erasure: Erasure) -> None:
    """Operational data kept for a limited time: a namesake's name may be removed too, nobody reads it here."""
    ended = ProcrastinateJob.objects.exclude(status="doing")
    changed = scrub_rows(ended, ("args",), erasure.everywhere)
    kept_texts: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (OutboxEvent.objects.all(), ("payload",)), (JobError.objects.all(), ("error",)),
        (WebhookMessage.objects.all(), ("payload",)), (WebhookAttempt.objects.all(), ("answer",)),
        (IdempotentAnswer.objects.all(), ("headers", "body")),
    )  # fmt: skip
    for rows, fields in kept_texts:
        changed += scrub_rows(rows, fields, erasure.nearby)
    erasure.note("customers.events", len(changed), "pseudonymised")
    notices = scrub_rows(Notification.objects.all(), ("who", "subject"), erasure.nearby)
    erasure.note("customers.notices", len(notices), "pseudonymised")
