"""Personal data in channels: incoming and outgoing mails, and their conversations."""

import email
import email.policy
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.channels.models import AckSent, MessageRef, OutgoingMail, RawMail, Thread
from qiao.channels.models.outgoing import OutgoingAttachment
from qiao.channels.services.sending import cancel_mail
from qiao.customers.ports import Erasure, PersonalCopy
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.erasing import Scrubber, scrub_rows
from qiao.kernel.files import FileMissing

_ERASER = Actor.system("privacy")
_STUB = b"Subject: [erased]\r\n\r\nThe original was erased because the person asked for it.\r\n"
_RAW_FIELDS = ("sender", "sender_name", "subject", "detail", "envelope_from", "envelope_to", "rfc_id")
_OUT_FIELDS = (
    "to", "cc", "subject", "text", "html", "sender_name", "in_reply_to", "references", "refused", "taken_for",
    "last_error",
)  # fmt: skip


class MailData:
    """The keeper of this domain."""

    labels: Mapping[str, str | Promise] = {
        "channels.originals": _("Originals of mails"),
        "channels.mail_log": _("Entries of the mail log"),
        "channels.sent": _("Mails that we sent"),
        "channels.stopped": _("Mails to the person that had not been sent"),
        "channels.threads": _("Conversations and confirmations of receipt"),
        "channels.files": _("Files in mails that we sent"),
        "channels.sealed_files": _(
            "Files in mails that cannot be searched (pictures, PDF): please check them yourself"
        ),
    }

    def copy(self, into: PersonalCopy) -> None:
        """Mails the person sent, as they came."""
        mails = RawMail.objects.filter(sender__in=into.addresses, duplicate_of=None).select_related("file")
        rows = []
        for mail in mails.order_by("pk"):
            path = f"mails/{mail.pk}.eml"
            rows.append({"at": mail.received_at.isoformat(), "subject": mail.subject, "file": path})
            into.files.append((path, mail.file))
        into.add("channels.originals", rows)

    def erase(self, erasure: Erasure) -> None:
        """Originals that contain the person are replaced, all other data gets the pseudonym."""
        threads = _threads_of(erasure.addresses)
        incoming = RawMail.objects.filter(Q(thread__in=threads) | _from_or_to(erasure.addresses))
        erasure.note("channels.originals", _replace_originals(incoming, erasure), "erased")
        ids = list(incoming.values_list("pk", flat=True))
        changed = scrub_rows(RawMail.objects.filter(pk__in=ids), _RAW_FIELDS, erasure.nearby)
        changed += scrub_rows(RawMail.objects.all(), _RAW_FIELDS, erasure.everywhere)
        erasure.note("channels.mail_log", len(set(changed)), "pseudonymised")
        _erase_outgoing(threads, erasure)
        _erase_threads(threads, erasure)


def _threads_of(addresses: Iterable[str]) -> list[int]:
    """Conversations the person took part in, as mail knows them."""
    incoming = RawMail.objects.filter(_from_or_to(addresses), thread__isnull=False)
    threads = set(incoming.values_list("thread_id", flat=True))
    for address in addresses:
        sent = OutgoingMail.objects.filter(
            Q(to__contains=[{"address": address}]) | Q(cc__contains=[{"address": address}])
        )
        threads |= set(sent.values_list("thread_id", flat=True))
    return sorted(thread for thread in threads if thread is not None)


def _from_or_to(addresses: Iterable[str]) -> Q:
    known = list(addresses)
    return Q(sender__in=known) | Q(envelope_from__in=known) | Q(envelope_to__overlap=known)


def _replace_originals(incoming: "Iterable[RawMail]", erasure: Erasure) -> int:
    stub = None
    replaced = 0
    for mail in incoming.select_related("file"):  # type: ignore[attr-defined]
        is_theirs = mail.sender.lower() in erasure.addresses
        if not is_theirs and not _original_tells(mail, erasure.nearby):
            continue
        stub = stub or files.store(_STUB, name="erased.eml", content_type="message/rfc822")
        if mail.file_id == stub.pk:
            continue
        erasure.loose_files.add(mail.file_id)
        mail.file, mail.sha256, mail.size = stub, sha256(_STUB).hexdigest(), len(_STUB)
        mail.save(update_fields=["file", "sha256", "size"])
        replaced += 1
    return replaced


def _original_tells(mail: RawMail, scrubber: Scrubber) -> bool:
    """Whether the person stands in the mail: in its bytes, its decoded header, texts or attached files."""
    try:
        data = files.read(mail.file)
    except FileMissing:
        return False
    if scrubber.bytes_tell(data):
        return True
    parsed = email.message_from_bytes(data, policy=email.policy.compat32)
    headers = " ".join(_decoded(str(value)) for value in parsed.values())
    parts = (part.get_payload(decode=True) for part in parsed.walk() if not part.is_multipart())
    return scrubber.finds(headers) or any(isinstance(part, bytes) and scrubber.bytes_tell(part) for part in parts)


def _decoded(header: str) -> str:
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(header)))
    except (LookupError, ValueError):
        return header


def _erase_outgoing(threads: list[int], erasure: Erasure) -> None:
    mails = OutgoingMail.objects.filter(thread__in=threads)
    erasure.note("channels.stopped", _stop_mails(mails, erasure), "erased")
    ids = list(mails.values_list("pk", flat=True))
    changed = scrub_rows(OutgoingMail.objects.filter(pk__in=ids), _OUT_FIELDS, erasure.nearby)
    changed += scrub_rows(OutgoingMail.objects.all(), _OUT_FIELDS, erasure.everywhere)
    erasure.note("channels.sent", len(set(changed)), "pseudonymised")
    gone, sealed = 0, 0
    for one in OutgoingAttachment.objects.filter(outgoing__in=ids).select_related("file"):
        told = erasure.nearby.finds(one.name) or _tells(one, erasure.nearby)
        if told:
            erasure.loose_files.add(one.file_id)
            one.delete()
        gone, sealed = gone + bool(told), sealed + (told is None)
    erasure.note("channels.files", gone, "erased")
    erasure.note("channels.sealed_files", sealed, "unread")


def _stop_mails(mails: QuerySet[OutgoingMail], erasure: Erasure) -> int:
    """The person is removed from unsent mails; mails without other recipients are cancelled."""
    stopped = 0
    unsent = mails.filter(state__in=OutgoingMail.UNSENT)
    for mail in unsent.select_for_update(no_key=True, skip_locked=True):
        theirs = set(mail.recipient_addresses) & set(erasure.addresses)
        if theirs == set(mail.recipient_addresses) and not mail.taken_for:
            cancel_mail(mail.pk, by=_ERASER)
        elif theirs:
            mail.to, mail.cc = (
                [entry for entry in entries if entry["address"].lower() not in theirs] for entries in (mail.to, mail.cc)
            )
            mail.save(update_fields=["to", "cc"])
        stopped += bool(theirs)
    return stopped


def _tells(one: OutgoingAttachment, scrubber: Scrubber) -> bool | None:
    try:
        return scrubber.bytes_tell(files.read(one.file))
    except FileMissing:
        return False


def _erase_threads(threads: list[int], erasure: Erasure) -> None:
    changed = scrub_rows(Thread.objects.filter(pk__in=threads), ("subject",), erasure.nearby)
    changed += scrub_rows(Thread.objects.all(), ("subject",), erasure.everywhere)
    refs = scrub_rows(MessageRef.objects.all(), ("rfc_id",), erasure.everywhere)
    acks, _by_model = AckSent.objects.filter(address__in=erasure.addresses).delete()
    erasure.note("channels.threads", len(set(changed)) + len(refs) + acks, "pseudonymised")
