"""The log of outgoing mail: how far each is, stopping, hastening and retrying it."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query

from qiao.channels.api.mail_schemas import (
    OutgoingMailShown,
    OutgoingWanted,
    RecipientShown,
    RefusedRecipientShown,
    values_of,
)
from qiao.channels.models import OutgoingMail
from qiao.channels.selectors import MailFilter, outgoing_log
from qiao.channels.services.sending import cancel_mail, retry_mail, send_mail_now
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of

outgoing = Operations("mail log")

_mail = "/outgoing-mails/{outgoing_id}"


@outgoing.get("/outgoing-mails", "mail.view", Listing[OutgoingMailShown], screens=["channels:outgoing"])
def list_outgoing_mails(
    request: ApiRequest, wanted: Query[OutgoingWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List mail of ours, the latest first."""
    rows = outgoing_log(request.user, MailFilter(wanted.state or "", wanted.mailbox, wanted.recipient.strip()))
    found, following = page_of(rows, ("-id",), cursor=cursor, limit=limit, name="outgoing")
    return answer(request, Listing[OutgoingMailShown](items=[_shown(row) for row in found], next_cursor=following))


@outgoing.get(_mail, "mail.view", OutgoingMailShown)
def get_outgoing_mail(request: ApiRequest, outgoing_id: Id) -> HttpResponseBase:
    """Get one mail of ours and how far it is."""
    return answer(request, _shown(_known(request, outgoing_id)))


@outgoing.post(f"{_mail}/cancel", "mail.manage", OutgoingMailShown, screens=["channels:push"])
def cancel_outgoing_mail(request: ApiRequest, outgoing_id: Id) -> HttpResponseBase:
    """Stop a mail that has not left."""
    return _pushed(request, outgoing_id, cancel_mail)


@outgoing.post(f"{_mail}/send-now", "mail.manage", OutgoingMailShown, screens=["channels:push"])
def hasten_outgoing_mail(request: ApiRequest, outgoing_id: Id) -> HttpResponseBase:
    """Let a held, scheduled or repeatedly failing mail leave at once."""
    return _pushed(request, outgoing_id, send_mail_now)


@outgoing.post(f"{_mail}/retry", "mail.manage", OutgoingMailShown, screens=["channels:push"])
def retry_outgoing_mail(request: ApiRequest, outgoing_id: Id) -> HttpResponseBase:
    """Try a failed mail once more."""
    return _pushed(request, outgoing_id, retry_mail)


def _known(request: ApiRequest, outgoing_id: int) -> OutgoingMail:
    return get_object_or_404(outgoing_log(request.user, MailFilter()), pk=outgoing_id)


def _pushed(request: ApiRequest, outgoing_id: int, act: Callable[..., None]) -> HttpResponseBase:
    act(_known(request, outgoing_id).pk, by=request.actor)
    return answer(request, _shown(_known(request, outgoing_id)))


def _shown(row: OutgoingMail) -> OutgoingMailShown:
    return OutgoingMailShown(
        **values_of(row, OutgoingMailShown, "to", "cc", "refused", "internet_message_id"),
        to=[RecipientShown(**one) for one in row.to], cc=[RecipientShown(**one) for one in row.cc],
        refused=[RefusedRecipientShown(**one) for one in row.refused], internet_message_id=row.rfc_id,
    )  # fmt: skip
