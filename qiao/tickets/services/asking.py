"""Requests by people who have not signed in: kept until their address is proven, and then a ticket.

The mail that proves it holds not one word the visitor wrote, so that nobody can have us write to strangers.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from qiao.channels.public import is_own_address
from qiao.customers import public as customers
from qiao.customers.models import Contact, ContactPoint
from qiao.customers.portal import MailFrame, hash_of, knock, portal_name, root_contact
from qiao.customers.ports import Letter, postman
from qiao.kernel.access import Actor
from qiao.kernel.files import forget
from qiao.kernel.i18n import in_language
from qiao.kernel.models import StoredFile
from qiao.kernel.visitors import network_of
from qiao.tickets.models import PendingRequest
from qiao.tickets.rules.proofs import is_solved
from qiao.tickets.services.inputs import NewFile
from qiao.tickets.services.portal import Asked, ask_on_portal

PENDING_LIVES = timedelta(hours=24)
CHALLENGE_LIVES = timedelta(hours=2)
_SALT = "qiao.portal.challenge"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Who says they ask: nothing of it is proven yet. `network`: where they come from."""

    address: str
    name: str
    network: str


def new_challenge() -> str:
    """A challenge for one request: signed, so that only ours can be solved, and soon too old."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_hex(8))


def is_proven(challenge: str, solution: str) -> bool:
    """Whether this challenge of ours was solved, for the first time."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(challenge, max_age=CHALLENGE_LIVES)
    except signing.BadSignature:
        return False
    if not is_solved(challenge, solution):
        return False
    return bool(cache.add(f"portal-proof:{hash_of(challenge)}", 1, int(CHALLENGE_LIVES.total_seconds())))


def may_ask(stranger: Stranger, *, has_proof: bool) -> bool:
    """Count one request against every limit; False when one of them is reached. Without proof limits are narrow."""
    network = network_of(stranger.network)
    knocks = [
        knock("ask.network", network), knock("ask.address", stranger.address.lower()), knock("ask.form", "everybody"),
    ]  # fmt: skip
    if not has_proof:
        knocks.append(knock("ask.unproven", network))
    return all(knocks)


@transaction.atomic
def keep_request(asked: Asked, stranger: Stranger, frame: MailFrame) -> None:
    """Keep a request and mail its address a link that proves it; an address we must not write to gets nothing."""
    token = secrets.token_urlsafe(32)
    PendingRequest.objects.create(
        address=stranger.address, product_id=asked.product_id, request_type_id=asked.request_type_id,
        form={
            "subject": asked.subject, "text": asked.text, "name": stranger.name[:120], "version_id": asked.version_id,
            "answers": [list(pair) for pair in asked.answers], "values": dict(asked.values),
        },
        context=dict(asked.context), language=frame.language, token_hash=hash_of(token),
        files=[[one.file_id, one.name, one.content_type] for one in asked.attachments],
        expires_at=timezone.now() + PENDING_LIVES,
    )  # fmt: skip
    if not _must_not_be_mailed(stranger.address):
        postman().post(_letter(stranger.address, frame, token))


def pending_request(token: str) -> PendingRequest | None:
    """The request a link stands for, while it can be confirmed or has been."""
    rows = PendingRequest.objects.select_related("product", "ticket")
    return rows.filter(token_hash=hash_of(token), expires_at__gt=timezone.now()).first()


@transaction.atomic
def confirm_request(token: str) -> PendingRequest | None:
    """The address is proven: the request becomes a ticket, once. None when the link is too old or unknown."""
    rows = PendingRequest.objects.select_for_update(no_key=True, of=("self",)).select_related("ticket")
    row = rows.filter(token_hash=hash_of(token), expires_at__gt=timezone.now()).first()
    if row is None or row.ticket is not None:
        return row
    contact = contact_of_proven(row.address, str(row.form.get("name", "")))
    opened = ask_on_portal(_asked(row), contact, by=Actor.contact(contact.pk, contact.name))
    row.ticket_id = opened.ticket_id
    row.form, row.context, row.files = {}, {}, []  # the ticket holds it now
    row.save(update_fields=["ticket", "form", "context", "files"])
    row.refresh_from_db()
    return row


def contact_of_proven(address: str, name: str) -> Contact:
    """The contact with an address that was just proven to be theirs; a new one when nobody has it."""
    card = customers.contact_for_address(address, name, by=Actor.system("portal"))
    points = ContactPoint.objects.filter(contact=card.id, kind="email", value_norm=address.lower(), verified_at=None)
    points.update(verified_at=timezone.now())
    return root_contact(Contact.objects.select_related("organisation").get(pk=card.id))


@transaction.atomic
def forget_requests() -> int:
    """Drop what nobody confirmed in time, with the files that came along; how many."""
    late = PendingRequest.objects.filter(expires_at__lte=timezone.now())
    loose = {int(file[0]) for files in late.values_list("files", flat=True) for file in files}
    dropped, _rows = late.delete()
    for stored in StoredFile.objects.filter(pk__in=loose):
        forget(stored)
    return dropped


def _must_not_be_mailed(address: str) -> bool:
    is_dead = ContactPoint.objects.filter(kind="email", value_norm=address.lower(), undeliverable_at__isnull=False)
    return is_own_address(address) or is_dead.exists()


def _asked(row: PendingRequest) -> Asked:
    form: dict[str, Any] = row.form
    return Asked(
        subject=form["subject"], text=form["text"], product_id=row.product_id, version_id=form.get("version_id"),
        request_type_id=row.request_type_id, answers=tuple((one, other) for one, other in form.get("answers", [])),
        values=form.get("values", {}), context=row.context,
        attachments=tuple(NewFile(*file) for file in row.files),
    )  # fmt: skip


def _letter(address: str, frame: MailFrame, token: str) -> Letter:
    """Words of ours only; see the module."""
    with in_language(frame.language):
        values = {
            "portal_name": portal_name(frame.name), "link": f"{frame.portal_address}/portal/confirm/{token}/",
            "hours": int(PENDING_LIVES.total_seconds() // 3600),
        }  # fmt: skip
        subject = render_to_string("tickets/portal/mail/confirm_subject.txt", values)
        text = render_to_string("tickets/portal/mail/confirm.txt", values)
    sender = frame.name.in_language(frame.language)
    return Letter(address, " ".join(subject.split()), text, frame.language, frame.product_id, sender, PENDING_LIVES)
