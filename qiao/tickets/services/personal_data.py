"""What tickets hold of a person: what they wrote, what was written to and about them, their files."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.customers.ports import Erasure, PersonalCopy
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record_many
from qiao.kernel.erasing import scrub_rows
from qiao.kernel.files import FileMissing
from qiao.kernel.models import StoredFile
from qiao.tickets.models import (
    DeskImport,
    Draft,
    Message,
    MessageAttachment,
    Participant,
    QuickReply,
    SavedView,
    Ticket,
    UndoStep,
)
from qiao.tickets.models.portal import FormAnswers, PendingRequest, PortalDraft, PublicAnswer
from qiao.tickets.services.findable import reindex_ticket

_MESSAGE_FIELDS = (
    "author_name", "author_address", "subject", "markdown", "html", "text", "quoted_html", "quoted_text", "signature",
    "recipients", "trust", "delivery_detail",
)  # fmt: skip
_TICKET_FIELDS = ("subject", "snippet", "fields")
_DRAFT_FIELDS = ("markdown", "to", "cc", "files")
_FORM_FIELDS = ("answers", "context")
_UNDO_FIELDS = ("arguments", "before", "after", "refused")


class TicketData:
    """The keeper of this domain."""

    labels: Mapping[str, str | Promise] = {
        "tickets.tickets": _("Tickets"),
        "tickets.messages": _("Messages"),
        "tickets.drafts": _("Drafts of replies and notes"),
        "tickets.forms": _("Forms, drafts and unconfirmed requests of the portal"),
        "tickets.undo": _("Bulk acts that can be undone"),
        "tickets.files": _("Files in messages"),
        "tickets.sealed_files": _(
            "Files in messages that cannot be searched (pictures, PDF): please check them yourself"
        ),
        "tickets.search": _("Search index, rebuilt"),
        "tickets.views": _("Saved views, quick replies and public answers that name the person"),
        "tickets.imports": _("Imports from another desk that name the person"),
    }

    def copy(self, into: PersonalCopy) -> None:
        """Tickets the person took part in, what was said there openly, and their own words, with its files.

        Our notes are ours; a ticket into which they wrote unasked, and were not let in, is somebody else's.
        """
        tickets = Ticket.objects.filter(pk__in=_took_part(into.contact_ids)).select_related("product").order_by("pk")
        into.add("tickets.tickets", [_ticket_facts(one) for one in tickets])
        said_openly = Q(ticket__in=tickets, visibility="public", direction__in=("in", "out"))
        told = Message.objects.filter(said_openly | Q(contact__in=into.contact_ids, direction="in"))
        rows = []
        for message in told.select_related("ticket").prefetch_related("attachments__file").order_by("created_at", "pk"):
            rows.append(_message_facts(message))
            for one in message.attachments.all():
                if one.file is not None:
                    into.files.append((f"tickets/{message.ticket.number}/{one.pk}-{one.name}", one.file))
        into.add("tickets.messages", rows)

    def erase(self, erasure: Erasure) -> None:
        """Author fields, texts, drafts and files get the pseudonym; what the tickets were about stays."""
        involved = _involved(erasure.contact_ids)
        changed = _erase_messages(involved, erasure)
        tickets = Ticket.objects.filter(pk__in=involved)
        renamed = scrub_rows(tickets, _TICKET_FIELDS, erasure.nearby)
        renamed += scrub_rows(Ticket.objects.all(), _TICKET_FIELDS, erasure.everywhere)
        erasure.note("tickets.tickets", len(set(renamed)), "pseudonymised")
        drafts = scrub_rows(Draft.objects.filter(ticket__in=involved), _DRAFT_FIELDS, erasure.nearby)
        drafts += scrub_rows(Draft.objects.all(), _DRAFT_FIELDS, erasure.everywhere)
        erasure.note("tickets.drafts", len(set(drafts)), "pseudonymised")
        undo = scrub_rows(UndoStep.objects.all(), _UNDO_FIELDS, erasure.nearby)
        erasure.note("tickets.undo", len(undo), "pseudonymised")
        _erase_forms(involved, erasure)
        _erase_attachments(involved, erasure)
        _erase_arrangements(erasure)
        _erase_imports(erasure)
        anew = Ticket.objects.filter(pk__in={*involved, *renamed, *changed})
        for ticket in anew.iterator(chunk_size=200):
            reindex_ticket(ticket)
        # whoever follows the feed of changes with a copy of their own fetches these words anew
        record_many(Actor.system("erasure"), "ticket.words_erased", [(ticket, {}) for ticket in anew], cause="erasure")
        erasure.note("tickets.search", anew.count(), "pseudonymised")


def _took_part(contact_ids: tuple[int, ...]) -> set[int]:
    """Tickets the person opened, takes part in, or wrote in as an accepted sender."""
    asked = Ticket.objects.filter(requester__in=contact_ids).values_list("pk", flat=True)
    joined = Participant.objects.filter(contact__in=contact_ids, is_verified=True).values_list("ticket_id", flat=True)
    wrote = Message.objects.filter(contact__in=contact_ids).exclude(visibility="unverified")
    return {*asked, *joined, *wrote.values_list("ticket_id", flat=True)}


def _involved(contact_ids: tuple[int, ...]) -> set[int]:
    """Tickets that may contain data of the person: opened, copied into, or written in, accepted or not."""
    asked = Ticket.objects.filter(requester__in=contact_ids).values_list("pk", flat=True)
    copied = Participant.objects.filter(contact__in=contact_ids).values_list("ticket_id", flat=True)
    wrote = Message.objects.filter(contact__in=contact_ids).values_list("ticket_id", flat=True)
    return {*asked, *copied, *wrote}


def _ticket_facts(one: Ticket) -> dict[str, Any]:
    return {
        "number": one.shown_number, "subject": one.subject, "state": one.state, "kind": one.kind,
        "product": one.product.name.text if one.product else "", "opened": one.created_at.isoformat(),
    }  # fmt: skip


def _message_facts(message: Message) -> dict[str, Any]:
    return {
        "ticket": message.ticket.shown_number, "at": message.created_at.isoformat(), "from": message.author_name,
        "direction": message.direction, "subject": message.subject, "text": message.text or message.markdown,
    }  # fmt: skip


def _erase_messages(involved: set[int], erasure: Erasure) -> set[int]:
    """Returns the tickets of messages that were changed."""
    own = Message.objects.filter(contact__in=erasure.contact_ids)
    keys = set(own.values_list("pk", flat=True))
    own.update(author_name=erasure.traces.pseudonym, author_address="")
    keys |= set(scrub_rows(Message.objects.filter(ticket__in=involved), _MESSAGE_FIELDS, erasure.nearby))
    keys |= set(scrub_rows(Message.objects.all(), _MESSAGE_FIELDS, erasure.everywhere))
    erasure.note("tickets.messages", len(keys), "pseudonymised")
    return set(Message.objects.filter(pk__in=keys).values_list("ticket_id", flat=True))


def _erase_forms(involved: set[int], erasure: Erasure) -> None:
    forms = scrub_rows(FormAnswers.objects.filter(ticket__in=involved), _FORM_FIELDS, erasure.nearby)
    forms += scrub_rows(FormAnswers.objects.all(), _FORM_FIELDS, erasure.everywhere)
    erasure.note("tickets.forms", len(set(forms)), "pseudonymised")
    drafts, _by_model = PortalDraft.objects.filter(contact__in=erasure.contact_ids).delete()
    theirs = PendingRequest.objects.filter(address__in=erasure.addresses)
    erasure.loose_files |= {int(file[0]) for one in theirs for file in one.files}
    pending, _by_model = theirs.delete()
    erasure.note("tickets.forms", drafts + pending, "erased")
    scrub_rows(PendingRequest.objects.all(), ("form", "context"), erasure.everywhere)


def _erase_arrangements(erasure: Erasure) -> None:
    changed = scrub_rows(SavedView.objects.all(), ("name", "query"), erasure.nearby)
    changed += scrub_rows(QuickReply.objects.all(), ("name", "body"), erasure.everywhere)
    changed += scrub_rows(PublicAnswer.objects.all(), ("title", "body"), erasure.everywhere)
    erasure.note("tickets.views", len(changed), "pseudonymised")


def _erase_imports(erasure: Erasure) -> None:
    """Imported files: their content is stored in rows of its own."""
    replaced = 0
    for run in DeskImport.objects.exclude(state=DeskImport.State.RUNNING).filter(file__isnull=False):
        if run.file is None or not _file_tells(run.file, erasure):
            continue
        erasure.loose_files.add(run.file.pk)
        run.file = None
        run.save(update_fields=["file"])
        replaced += 1
    erasure.note("tickets.imports", replaced, "erased")
    scrub_rows(DeskImport.objects.all(), ("file_name", "problem", "refused"), erasure.nearby)


def _erase_attachments(involved: set[int], erasure: Erasure) -> None:
    gone, sealed = 0, 0
    rows = MessageAttachment.objects.filter(
        Q(message__ticket__in=involved) | Q(message__contact__in=erasure.contact_ids), file__isnull=False
    )
    for one in rows.select_related("file", "message"):
        told = erasure.nearby.finds(one.name) or _tells(one, erasure)
        if told and one.file_id is not None:
            erasure.loose_files.add(one.file_id)
            one.file, one.omitted_reason, one.name = None, "erased", erasure.nearby.text(one.name)[:255]
            one.save(update_fields=["file", "omitted_reason", "name"])
        is_theirs = one.message.contact_id in erasure.contact_ids
        gone, sealed = gone + bool(told), sealed + (told is None and is_theirs)
    erasure.note("tickets.files", gone, "erased")
    erasure.note("tickets.sealed_files", sealed, "unread")


def _tells(one: MessageAttachment, erasure: Erasure) -> bool | None:
    return _file_tells(one.file, erasure) if one.file else False


def _file_tells(stored: StoredFile, erasure: Erasure) -> bool | None:
    try:
        return erasure.nearby.bytes_tell(files.read(stored))
    except FileMissing:
        return False
