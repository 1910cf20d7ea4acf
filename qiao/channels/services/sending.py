"""Writing outgoing mail: the row with its fixed Message-ID; a job delivers it when its moment has come."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from qiao.channels.errors import AddressNotValid, MailAlreadySent, NobodyToSendTo, NoMailboxToSendFrom
from qiao.channels.models import Mailbox, MessageRef, OutgoingAttachment, OutgoingMail, RawMail, Thread
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.models.thread import RefKind
from qiao.channels.ports import keeper
from qiao.channels.rules.composing import ascii_address, one_line, reference_chain
from qiao.channels.rules.mail import Address
from qiao.channels.rules.templates import fill_line, fill_markdown
from qiao.channels.selectors import active_mailboxes, templates_for, wording_for
from qiao.channels.services.delivering import deliver
from qiao.channels.services.threads import sign_message_id
from qiao.channels.wording import Wording, built_in
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.files import safe_name
from qiao.kernel.i18n import known_language
from qiao.kernel.models import StoredFile
from qiao.kernel.prepared import prepared
from qiao.kernel.text import html_to_text, render_markdown, sanitise_html
from qiao.kernel.writing import NextKey, put

HOLD_SECONDS = 10
LAST_IDS = 20
OWN_IMAGE = re.compile(r'(<img\b[^>]*\bsrc=")/files/([0-9a-f]{64})/([^"]*)(")')
BODY_MARK = "{{body}}"

_own_refs = MessageRef.objects.filter(thread=OuterRef("pk"), kind=RefKind.OWN, is_threading=True).order_by("-pk")
_incoming = RawMail.objects.filter(
    thread=OuterRef("pk"), has_generated_id=False, machine_kind="", duplicate_of__isnull=True
).order_by("-received_at", "-pk")


_threads = prepared(
    lambda thread_id, kind, language: (
        Thread.objects.select_related("mailbox", "mailbox__product")
        .only(
            "subject",
            "mailbox__name",
            "mailbox__address",
            "mailbox__sender_name",
            "mailbox__is_active",
            "mailbox__product__sender_name",
        )  # without the mailbox's secrets, which would be unsealed
        .annotate(
            next_mail_id=NextKey(OutgoingMail),  # it is part of the Message-ID
            own_ids=ArraySubquery(_own_refs.values("rfc_id")[:LAST_IDS]),
            asked_in=Subquery(_incoming.values("rfc_id")[:1]),
            template=Subquery(
                templates_for(kind, language, OuterRef("mailbox__product_id")).values(
                    text=JSONObject(subject="subject", body="body")
                )
            ),
        )
        .filter(pk=thread_id)
    )
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A stored file that goes with a mail under this name."""

    file_id: int
    name: str
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written. The body is `markdown`, or `html` (sanitised here); `subject` null: by template.

    `values` are used instead of the keeper's variables; `wording` replaces the stored templates.
    """

    to: Sequence[Address]
    language: str
    cc: Sequence[Address] = ()
    subject: str | None = None
    markdown: str = ""
    html: str = ""
    attachments: Sequence[Enclosure] = ()
    kind: Literal["reply", "ack", "notice"] = "reply"
    wording: Wording | None = None
    values: Mapping[str, str] | None = None

    @property
    def wording_kind(self) -> str:
        """Which kind of template goes around it: a notice looks like a reply."""
        return "reply" if self.kind == "notice" else self.kind


def send_mail(
    thread_id: int,
    draft: Draft,
    *,
    by: Actor,
    hold_seconds: int = HOLD_SECONDS,
    send_at: datetime | None = None,
) -> OutgoingMail:
    """Queue a mail of a thread; it can be stopped until it leaves (after `hold_seconds`, or at `send_at`).

    Raises NobodyToSendTo, AddressNotValid, NoMailboxToSendFrom.
    """
    with transaction.atomic(savepoint=False):
        mail = write_mail(thread_id, draft, hold_seconds=hold_seconds, send_at=send_at)
        record(by, "mail.written", mail, data={"thread": thread_id, "to": mail.to, "cc": mail.cc, "kind": draft.kind})
    return mail


def write_mail(
    thread_id: int,
    draft: Draft,
    *,
    hold_seconds: int = 0,
    send_at: datetime | None = None,
    answers: str | None = None,
) -> OutgoingMail:
    """The row and its job, inside the caller's transaction. `answers`: id of the only mail before it, when known."""
    thread: Any = _threads.all(thread_id, draft.wording_kind, known_language(draft.language))[0]
    mailbox = _mailbox_to_send_from(thread)
    to, cc = _recipients(draft)
    now = timezone.now()
    when = max(send_at or now, now + timedelta(seconds=hold_seconds))
    subject, html = _rendered(draft, mailbox, thread)
    html, inline = _inline_images(html)
    mail_id = thread.next_mail_id
    earlier, last = _earlier_ids(thread) if answers is None else ([answers], answers)
    mail = OutgoingMail(
        pk=mail_id,
        thread=thread,
        mailbox=mailbox,
        kind=draft.kind,
        language=known_language(draft.language),
        sender_name=one_line(mailbox.sender_in(draft.language), 200),
        to=to,
        cc=cc,
        subject=one_line(subject),
        html=html,
        text=html_to_text(html, with_links=True),
        rfc_id=sign_message_id(thread.pk, mail_id, mailbox.domain),
        in_reply_to=last,
        references=reference_chain(sign_message_id(thread.pk, 0, mailbox.domain), earlier),
        state=OutgoingState.HELD if when > now else OutgoingState.QUEUED,
        send_at=when,
    )
    put(mail)
    if draft.attachments or inline:
        _enclose(mail, draft.attachments, inline)
    put(MessageRef(thread=thread, rfc_id=mail.rfc_id, kind=RefKind.OWN, is_ours=True))
    deliver.defer_at(when, outgoing_id=mail.pk)
    return mail


def _mailbox_to_send_from(thread: Thread) -> Mailbox:
    if thread.mailbox and thread.mailbox.is_active:
        return thread.mailbox
    mailbox = active_mailboxes().select_related("product").order_by("pk").first()
    if mailbox is None:
        raise NoMailboxToSendFrom
    return mailbox


def _recipients(draft: Draft) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    to, seen = _entries(draft.to, set())
    cc, _seen = _entries(draft.cc, seen)
    if not to:
        raise NobodyToSendTo
    return to, cc


def _entries(addresses: Iterable[Address], seen: set[str]) -> tuple[list[dict[str, str]], set[str]]:
    entries = []
    for entry in addresses:
        try:
            ascii_address(entry.address)
        except ValueError:
            raise AddressNotValid(address=one_line(entry.address, 80)) from None
        if entry.address.lower() not in seen:
            seen.add(entry.address.lower())
            entries.append({"name": one_line(entry.name, 200), "address": entry.address})
    return entries, seen


def _rendered(draft: Draft, mailbox: Mailbox, thread: Thread) -> tuple[str, str]:
    """Subject and HTML body: the template around the text that was written."""
    wording = draft.wording or _wording(draft, mailbox, thread)
    name = mailbox.sender_in(draft.language)
    given = keeper().variables(thread.pk) if draft.values is None else draft.values
    values = {**given, "mailbox.name": name}
    subject = fill_line(wording.subject, values) if draft.subject is None else draft.subject
    own = sanitise_html(draft.html).html if draft.html else render_markdown(draft.markdown) if draft.markdown else ""
    before, mark, after = wording.body.partition(BODY_MARK)
    if not mark and own:  # a template without a place for the text: the text comes first
        before, after = "", wording.body
    parts = [render_markdown(fill_markdown(part, values)) if part.strip() else "" for part in (before, after)]
    return subject, f"{parts[0]}{own}{parts[1]}"


def _wording(draft: Draft, mailbox: Mailbox, thread: Any) -> Wording:
    if mailbox != thread.mailbox:  # that one is no longer in use
        return wording_for(draft.wording_kind, mailbox.product_id, draft.language)
    stored = thread.template
    return Wording(**stored) if stored else built_in(draft.wording_kind, draft.language)


def _inline_images(html: str) -> tuple[str, list[tuple[str, str]]]:
    """Images from our own store travel inside the mail: [(sha256, name)], referred to by content id."""
    found: list[tuple[str, str]] = []

    def refer(match: re.Match[str]) -> str:
        found.append((match[2], match[3]))
        return f"{match[1]}cid:{match[2][:32]}@inline{match[4]}"

    replaced = OWN_IMAGE.sub(refer, html)
    return replaced, list(dict.fromkeys(found))


def _enclose(mail: OutgoingMail, attachments: Sequence[Enclosure], inline: list[tuple[str, str]]) -> None:
    files = StoredFile.objects.in_bulk([item.file_id for item in attachments])
    rows = [
        OutgoingAttachment(
            outgoing=mail,
            file=files[item.file_id],
            name=safe_name(item.name),
            content_type=item.content_type or files[item.file_id].content_type,
        )
        for item in attachments
    ]
    images = {file.sha256: file for file in StoredFile.objects.filter(sha256__in=[sha for sha, _name in inline])}
    rows += [
        OutgoingAttachment(
            outgoing=mail,
            file=images[sha256],
            name=safe_name(name),
            content_type=images[sha256].content_type,
            content_id=f"{sha256[:32]}@inline",
            is_inline=True,
        )
        for sha256, name in inline
        if sha256 in images
    ]
    OutgoingAttachment.objects.bulk_create(rows)


def _earlier_ids(thread: Any) -> tuple[list[str], str]:
    """Ids of the thread's last mails, oldest first, and the customer's last one, which is answered."""
    last = thread.asked_in or ""
    earlier = [one for one in reversed(thread.own_ids) if one != last]
    return [*earlier, last] if last else earlier, last


@transaction.atomic
def cancel_mail(outgoing_id: int, *, by: Actor) -> None:
    """Stop a mail that has not left. Raises MailAlreadySent."""
    mail = _locked(outgoing_id, OutgoingMail.UNSENT)
    if mail.taken_for:
        raise MailAlreadySent
    mail.state = OutgoingState.CANCELLED
    mail.save(update_fields=["state"])
    record(by, "mail.cancelled", mail)
    keeper().delivery_changed(mail.pk, mail.state)


@transaction.atomic
def send_mail_now(outgoing_id: int, *, by: Actor) -> None:
    """Let a held, scheduled or repeatedly failing mail leave at once. Raises MailAlreadySent."""
    mail = _locked(outgoing_id, OutgoingMail.UNSENT)
    mail.state, mail.send_at = OutgoingState.QUEUED, timezone.now()
    mail.save(update_fields=["state", "send_at"])
    record(by, "mail.hastened", mail)
    keeper().delivery_changed(mail.pk, mail.state)
    deliver.defer(outgoing_id=mail.pk)


@transaction.atomic
def retry_mail(outgoing_id: int, *, by: Actor) -> None:
    """Try a failed mail once more, with the same Message-ID. Raises MailAlreadySent."""
    mail = _locked(outgoing_id, [OutgoingState.FAILED])
    mail.state, mail.send_at, mail.attempts, mail.refused = OutgoingState.QUEUED, timezone.now(), 0, []
    mail.save(update_fields=["state", "send_at", "attempts", "refused"])
    record(by, "mail.retried", mail)
    keeper().delivery_changed(mail.pk, mail.state)
    deliver.defer(outgoing_id=mail.pk)


def _locked(outgoing_id: int, states: Collection[str]) -> OutgoingMail:
    """The row, if it is in one of these states. A row that is locked is being sent: whoever asks may hold the ticket
    and must not wait for it."""
    rows = OutgoingMail.objects.select_for_update(no_key=True, skip_locked=True)
    mail = rows.filter(pk=outgoing_id, state__in=states).first()
    if mail is None:
        raise MailAlreadySent
    return mail
