"""How the mailboxes are doing. For reading, as a monitor does."""

from datetime import datetime

from django.http.response import HttpResponseBase

from qiao.channels.selectors import MailboxHealth, mailbox_health, visible_mailboxes
from qiao.kernel.api.answers import Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations

channels = Operations("mailboxes")


class MailboxShown(Shown):
    """A mailbox and what waits in it."""

    id: int
    name: str
    address: str
    is_active: bool
    is_well: bool
    waiting: int
    quarantined: int
    unsent: int
    failed: int
    oldest_waiting_at: datetime | None
    last_mail_at: datetime | None


@channels.get("/mailboxes", "mail.view", Listing[MailboxShown], screens=["channels:mailboxes"])
def list_mailboxes(request: ApiRequest) -> HttpResponseBase:
    """List mailboxes with their health."""
    visible = set(visible_mailboxes(request.user).values_list("pk", flat=True))
    shown = [_mailbox(health) for health in mailbox_health() if health.mailbox.pk in visible]
    return answer(request, Listing[MailboxShown](items=shown, next_cursor=None))


def _mailbox(health: MailboxHealth) -> MailboxShown:
    box = health.mailbox
    return MailboxShown(
        id=box.pk, name=box.name, address=box.address, is_active=box.is_active, is_well=health.is_well,
        waiting=health.waiting, quarantined=health.quarantined, unsent=health.unsent, failed=health.failed,
        oldest_waiting_at=health.oldest_waiting_at, last_mail_at=health.last_mail_at,
    )  # fmt: skip


ROUTERS = (channels.router,)
