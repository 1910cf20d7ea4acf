"""The log of incoming mail: what became of each, its original, and deciding about what a rule stopped."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query

from qiao.channels.api.mail_schemas import (
    IncomingMailReadShown,
    IncomingMailShown,
    IncomingWanted,
    MailChecksShown,
    MailFileShown,
    MailHeaderShown,
    values_of,
)
from qiao.channels.models import RawMail
from qiao.channels.reasons import confirmation_text, reason_text
from qiao.channels.rules.authentication import trusted_checks
from qiao.channels.selectors import LONGEST_PREVIEW, MOST_HEADERS, MailFilter, incoming_log
from qiao.channels.services.quarantine import discard_mail, release_mail, replay_mail
from qiao.channels.services.reading import NO_KEYS, read_or_header
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.files import read
from qiao.kernel.files.names import UNKNOWN

incoming = Operations("mail log")

_mail = "/incoming-mails/{mail_id}"
_NAMED_OTHERWISE = ("ticket", "internet_message_id", "reason_text")


@incoming.get("/incoming-mails", "mail.view", Listing[IncomingMailShown], screens=["channels:incoming"])
def list_incoming_mails(
    request: ApiRequest, wanted: Query[IncomingWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List mail that came, the latest first."""
    rows = incoming_log(request.user, MailFilter(wanted.state or "", wanted.mailbox, wanted.sender.strip()))
    found, following = page_of(rows, ("-id",), cursor=cursor, limit=limit, name="incoming")
    items = [IncomingMailShown(**_values(row)) for row in found]
    return answer(request, Listing[IncomingMailShown](items=items, next_cursor=following))


@incoming.get(_mail, "mail.view", IncomingMailReadShown, screens=["channels:mail"])
def get_incoming_mail(request: ApiRequest, mail_id: Id) -> HttpResponseBase:
    """Get one mail with its outcome, the reason, and what can be read in it."""
    raw = _known(request, mail_id)
    mail = read_or_header(read(raw.file), raw.mailbox.keys if raw.mailbox else NO_KEYS)
    checks = trusted_checks(mail.authentication_results, raw.mailbox.authserv_id if raw.mailbox else "")
    return answer(
        request,
        IncomingMailReadShown(
            **_values(raw), text=mail.text[:LONGEST_PREVIEW],
            headers=[MailHeaderShown(name=name, value=value) for name, value in mail.headers[:MOST_HEADERS]],
            files=[
                MailFileShown(name=one.filename, content_type=one.content_type, size=one.size)
                for one in mail.attachments
            ],
            checks=MailChecksShown(dmarc=checks.dmarc, spf=checks.spf, dkim=checks.dkim),
            machine_reasons=list(mail.machine.reasons), problems=mail.problems,
            confirmation_text=confirmation_text(raw.confirmation) if raw.confirmation else "",
        ),
    )  # fmt: skip


@incoming.get(f"{_mail}/original", "mail.view", None, answer_type=UNKNOWN, screens=["channels:raw"])
def download_incoming_mail(request: ApiRequest, mail_id: Id) -> HttpResponseBase:
    """Fetch the bytes of a mail as they came."""
    data = read(_known(request, mail_id).file)
    headers = {"Content-Disposition": f'attachment; filename="mail-{mail_id}.eml"'}
    return HttpResponse(data, content_type=UNKNOWN, headers=headers)


@incoming.post(f"{_mail}/replay", "mail.manage", IncomingMailShown, screens=["channels:decide"])
def replay_incoming_mail(request: ApiRequest, mail_id: Id) -> HttpResponseBase:
    """Process a mail that a rule stopped once more, under all rules."""
    return _decided(request, mail_id, replay_mail)


@incoming.post(f"{_mail}/release", "mail.manage", IncomingMailShown, screens=["channels:decide"])
def release_incoming_mail(request: ApiRequest, mail_id: Id) -> HttpResponseBase:
    """Accept a mail although a rule stopped it."""
    return _decided(request, mail_id, release_mail)


@incoming.post(f"{_mail}/discard", "mail.manage", IncomingMailShown, screens=["channels:decide"])
def discard_incoming_mail(request: ApiRequest, mail_id: Id) -> HttpResponseBase:
    """Take a mail out of quarantine for good; its original stays until retention ends."""
    return _decided(request, mail_id, discard_mail)


def _known(request: ApiRequest, mail_id: int) -> RawMail:
    visible = incoming_log(request.user, MailFilter()).select_related("file", "mailbox")
    return get_object_or_404(visible, pk=mail_id)


def _decided(request: ApiRequest, mail_id: int, act: Callable[..., None]) -> HttpResponseBase:
    act(_known(request, mail_id).pk, by=request.actor)
    return answer(request, IncomingMailShown(**_values(_known(request, mail_id))))


def _values(row: RawMail) -> dict[str, Any]:
    return values_of(row, IncomingMailShown, *_NAMED_OTHERWISE) | {
        "ticket": row.ticket_number,
        "internet_message_id": row.rfc_id,
        "reason_text": reason_text(row.reason) if row.reason else "",
    }
