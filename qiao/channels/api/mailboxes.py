"""Mailboxes: how they are doing, and everything the setup page can change about them."""

from dataclasses import asdict
from typing import Any

from django.forms.models import model_to_dict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from qiao.channels.api.mailbox_schemas import (
    ConnectionShown,
    MailboxGiven,
    MailboxHealthShown,
    MailboxSettingsShown,
    MailboxShown,
    MailServerGiven,
    MailServerShown,
    ProposedServerShown,
)
from qiao.channels.forms import MailboxForm
from qiao.channels.models import Mailbox
from qiao.channels.selectors import MailboxHealth, likely_server_of, mailbox_health, visible_mailboxes
from qiao.channels.services.mailboxes import SECRET_FIELDS, save_mailbox, trust_server, try_connections
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.kernel.i18n import known_language

mailboxes = Operations("mailboxes")

_mailbox = "/mailboxes/{mailbox_id}"
_CALLED = {"product": "product_id", "team": "team_id"}


@mailboxes.get("/mailboxes", "mail.view", Listing[MailboxShown], screens=["channels:mailboxes"])
def list_mailboxes(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List mailboxes by name with what waits in them."""
    rows = visible_mailboxes(request.user)
    found, following = page_of(rows, ("name", "id"), cursor=cursor, limit=limit, name="mailboxes")
    numbers = mailbox_health(Mailbox.objects.filter(pk__in=[row.pk for row in found]))
    items = [MailboxShown(**_numbers(one)) for one in numbers]
    return answer(request, Listing[MailboxShown](items=items, next_cursor=following))


@mailboxes.post("/mailboxes", "mail.manage", MailboxSettingsShown, status=201, screens=["channels:mailbox_new"])
def create_mailbox(request: ApiRequest, data: MailboxGiven) -> HttpResponseBase:
    """Set up a mailbox."""
    fresh = Mailbox(language=known_language(request.user.language))
    return answer(request, _settings(_saved(request, data, fresh)), status=201)


@mailboxes.get(_mailbox, "mail.manage", MailboxSettingsShown, is_versioned=True, screens=["channels:mailbox"])
def get_mailbox(request: ApiRequest, mailbox_id: Id) -> HttpResponseBase:
    """Get the settings of one mailbox."""
    return versioned(request, _settings(_known(request, mailbox_id)))


@mailboxes.patch(_mailbox, "mail.manage", MailboxSettingsShown, is_versioned=True, screens=["channels:mailbox"])
def change_mailbox(request: ApiRequest, mailbox_id: Id, data: MailboxGiven) -> HttpResponseBase:
    """Change settings of a mailbox."""
    _known(request, mailbox_id)
    with about_to_change(request, Mailbox, mailbox_id, _settings) as known:
        _saved(request, data, known)
    return versioned(request, _settings(_known(request, mailbox_id)))


@mailboxes.get(f"{_mailbox}/health", "mail.manage", MailboxHealthShown, screens=["channels:mailbox"])
def get_mailbox_health(request: ApiRequest, mailbox_id: Id) -> HttpResponseBase:
    """Get how fetching and sending of a mailbox go."""
    (health,) = mailbox_health(Mailbox.objects.filter(pk=_known(request, mailbox_id).pk))
    ours = set(MailboxHealthShown.model_fields) - set(MailboxShown.model_fields)
    return answer(
        request, MailboxHealthShown(**_numbers(health), **{name: getattr(health.mailbox, name) for name in ours})
    )


@mailboxes.post(f"{_mailbox}/try", "mail.manage", ConnectionShown, screens=["channels:mailbox_try"])
def try_mailbox(request: ApiRequest, mailbox_id: Id) -> HttpResponseBase:
    """Sign in to the servers of a mailbox, as stored, and leave again; takes up to twenty seconds."""
    report = try_connections(_known(request, mailbox_id))
    return answer(
        request,
        ConnectionShown(
            incoming=report.incoming, outgoing=report.outgoing, is_well=report.is_well, tried_at=report.tried_at
        ),
    )


@mailboxes.get(f"{_mailbox}/mail-server", "mail.manage", MailServerShown, screens=["channels:mailbox"])
def get_mail_server(request: ApiRequest, mailbox_id: Id) -> HttpResponseBase:
    """Get the mail server whose sender checks a mailbox trusts, or the one its last mails propose."""
    return answer(request, _server(_known(request, mailbox_id)))


@mailboxes.put(f"{_mailbox}/mail-server", "mail.manage", MailServerShown, screens=["channels:mailbox_trust"])
def trust_mail_server(request: ApiRequest, mailbox_id: Id, data: MailServerGiven) -> HttpResponseBase:
    """Trust the sender checks of the proposed mail server."""
    trust_server(_known(request, mailbox_id).pk, data.name, by=request.actor)
    return answer(request, _server(_known(request, mailbox_id)))


def _known(request: ApiRequest, mailbox_id: int) -> Mailbox:
    return get_object_or_404(visible_mailboxes(request.user), pk=mailbox_id)


def _saved(request: ApiRequest, data: MailboxGiven, mailbox: Mailbox) -> Mailbox:
    """The mailbox with what was sent, judged by the form of the setup page."""
    given = data.model_dump(exclude_unset=True)
    given = {name.removesuffix("_id") if name in _CALLED.values() else name: value for name, value in given.items()}
    known = model_to_dict(mailbox, fields=MailboxForm.Meta.fields) | dict.fromkeys(SECRET_FIELDS, "")
    form = MailboxForm(known | given, instance=mailbox)
    checked(form, called=_CALLED)
    return save_mailbox(form.instance, form.changed_fields(), by=request.actor)


def _settings(row: Mailbox) -> MailboxSettingsShown:
    shown = {name: getattr(row, name) for name in MailboxSettingsShown.model_fields if name != "stored_secrets"}
    return MailboxSettingsShown(**shown, stored_secrets=[name for name in SECRET_FIELDS if getattr(row, name)])


def _numbers(health: MailboxHealth) -> dict[str, Any]:
    box = health.mailbox
    own = ("id", "name", "address", "product_id", "team_id", "is_active")
    ours = set(MailboxShown.model_fields) - set(own)
    return {name: getattr(box, name) for name in own} | {name: getattr(health, name) for name in ours}


def _server(row: Mailbox) -> MailServerShown:
    likely = None if row.authserv_id else likely_server_of(row)
    proposed = ProposedServerShown(**asdict(likely)) if likely else None
    return MailServerShown(trusted=row.authserv_id, proposed=proposed)
