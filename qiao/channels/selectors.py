"""Reading mailboxes, the mail log and delivery states."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, F, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import MD5

from qiao.channels.models import Mailbox, MailTemplate, OutgoingMail, RawMail
from qiao.channels.rules import parse_mail
from qiao.channels.rules.authentication import LikelyServer, likely_server, server_name
from qiao.channels.rules.identity import header_block
from qiao.channels.rules.tokens import without_plus
from qiao.channels.wording import Wording, built_in
from qiao.kernel.files import open_file
from qiao.kernel.i18n import known_language
from qiao.kernel.prepared import prepared
from qiao.products.models import Product
from qiao.staff.models import Person, Team

MAIL_PER_PAGE = 50
LONGEST_PREVIEW = 20_000
MOST_HEADERS = 200
MOST_ORIGINALS = 100
MAILS_LOOKED_AT = 20
LONGEST_HEADER = 256 * 1024
M = TypeVar("M", bound=Model)


def templates_for(kind: Any, language: Any, product_id: Any) -> QuerySet[MailTemplate]:
    """The stored wording for a product, or else for all: none or one."""
    stored = MailTemplate.objects.filter(kind=kind, language=language)
    fitting = stored.filter(Q(product_id=product_id) | Q(product__isnull=True))
    return fitting.order_by(F("product_id").asc(nulls_last=True))[:1]


_templates = prepared(templates_for)

_originals_besides = prepared(
    lambda id_hash, rfc_id, pk: _originals().filter(id_hash=id_hash, rfc_id=rfc_id).exclude(pk=pk)[:MOST_ORIGINALS]
)
_active_mailboxes = prepared(lambda: Mailbox.objects.filter(is_active=True))
_addresses = prepared(lambda: Mailbox.objects.order_by().values_list("address", "aliases"))


def active_mailboxes() -> QuerySet[Mailbox]:
    """Mailboxes in use."""
    return Mailbox.objects.filter(is_active=True)


def mailbox_of(addresses: Iterable[str]) -> Mailbox | None:
    """The mailbox one of these addresses belongs to (plus-parts ignored), else the catch-all, else null.

    The catch-all takes mail to our own domains only.
    """
    mailboxes = _active_mailboxes.all()
    by_address = {address: mailbox for mailbox in mailboxes for address in mailbox.addresses}
    wanted = [address.strip().lower() for address in addresses]
    for address in wanted:
        if found := by_address.get(address) or by_address.get(without_plus(address)):
            return found
    if {_domain(address) for address in by_address}.isdisjoint(map(_domain, wanted)):
        return None
    return next((mailbox for mailbox in mailboxes if mailbox.is_catch_all), None)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def originals(rfc_ids: Collection[str]) -> QuerySet[RawMail]:
    """First deliveries of the mails with these Message-IDs; asked so that the index over their hashes serves."""
    return _originals().filter(id_hash__in=map(_id_hash, rfc_ids), rfc_id__in=rfc_ids)


def originals_besides(raw: RawMail) -> Sequence[RawMail]:
    """First deliveries of mails with the Message-ID of this one."""
    return _originals_besides.all(_id_hash(raw.rfc_id), raw.rfc_id, raw.pk)


def _originals() -> QuerySet[Any]:
    return RawMail.objects.filter(~Q(rfc_id=""), duplicate_of__isnull=True).alias(id_hash=MD5("rfc_id"))


def _id_hash(rfc_id: str) -> str:
    return hashlib.md5(rfc_id.encode(), usedforsecurity=False).hexdigest()


def own_addresses() -> frozenset[str]:
    """Every address of ours, in lower case, also of mailboxes no longer in use."""
    return frozenset(entry for address, aliases in _addresses.all() for entry in (address, *aliases))


def is_own(address: str, own: frozenset[str]) -> bool:
    """Whether an address is one of ours, with or without a plus-part."""
    return address.strip().lower() in own or without_plus(address) in own


@dataclass(frozen=True, slots=True)
class MailboxHealth:
    """How a mailbox is doing. `oldest_waiting_at`: when its longest-waiting mail arrived."""

    mailbox: Mailbox
    waiting: int
    quarantined: int
    oldest_waiting_at: datetime | None
    unsent: int
    failed: int
    last_mail_at: datetime | None

    @property
    def is_well(self) -> bool:
        """True when nothing needs a person."""
        return not (self.mailbox.fetch_failures or self.failed or self.mailbox.last_send_error)


def mailbox_health(mailboxes: QuerySet[Mailbox] | None = None) -> list[MailboxHealth]:
    """Mailboxes, or all of them, with their numbers: three statements, however many mailboxes."""
    newest = RawMail.objects.filter(mailbox=OuterRef("pk")).order_by("-id").values("received_at")[:1]
    wanted = Mailbox.objects.all() if mailboxes is None else mailboxes
    boxes = list(wanted.select_related("product", "team").annotate(last_mail_at=Subquery(newest)))
    keys = [box.pk for box in boxes]
    incoming: dict[int, Mapping[str, Any]] = {
        row["mailbox"]: row
        for row in RawMail.objects.filter(state__in=["waiting", "quarantined"], mailbox__in=keys)
        .values("mailbox")
        .annotate(
            waiting=Count("id", filter=Q(state="waiting")),
            quarantined=Count("id", filter=Q(state="quarantined")),
            oldest=Min("received_at", filter=Q(state="waiting")),
        )
    }
    outgoing: dict[int, Mapping[str, Any]] = {
        row["mailbox"]: row
        for row in OutgoingMail.objects.filter(mailbox__in=keys)
        .exclude(state__in=["sent", "cancelled"])
        .values("mailbox")
        .annotate(
            unsent=Count("id", filter=Q(state__in=["held", "queued", "sending"])),
            failed=Count("id", filter=Q(state="failed")),
        )
    }
    return [_health(box, incoming.get(box.pk, {}), outgoing.get(box.pk, {})) for box in boxes]


def _health(mailbox: Any, incoming: Mapping[str, Any], outgoing: Mapping[str, Any]) -> MailboxHealth:
    oldest = incoming.get("oldest")
    return MailboxHealth(
        mailbox=mailbox,
        waiting=incoming.get("waiting", 0),
        quarantined=incoming.get("quarantined", 0),
        oldest_waiting_at=oldest if isinstance(oldest, datetime) else None,
        unsent=outgoing.get("unsent", 0),
        failed=outgoing.get("failed", 0),
        last_mail_at=mailbox.last_mail_at,
    )


def likely_server_of(mailbox: Mailbox) -> LikelyServer | None:
    """The mail server that the last mails of a mailbox say has checked them."""
    rows = RawMail.objects.filter(mailbox=mailbox, duplicate_of__isnull=True, forgotten_at__isnull=True)
    seen = []
    for raw in rows.select_related("file").order_by("-id")[:MAILS_LOOKED_AT]:
        with open_file(raw.file, 0, LONGEST_HEADER) as file:
            header = parse_mail(header_block(file.read()))
        seen.append((server_name(header.authentication_results), raw.sender.rpartition("@")[2]))
    return likely_server(seen)


def wording_for(kind: str, product_id: int | None, language: str) -> Wording:
    """Wording of a mail: the product's own, else the general one, else the built-in one."""
    found = template_in_force(kind, product_id, language)
    return Wording(found.subject, found.body) if found else built_in(kind, language)


def template_in_force(kind: str, product_id: int | None, language: str) -> MailTemplate | None:
    """The stored wording for a product, or else for all; null where the built-in one is used."""
    return _templates.first(kind, known_language(language), product_id)


@dataclass(frozen=True, slots=True)
class MailFilter:
    """What the mail log shows: a state, a mailbox, a sender's address; empty means all."""

    state: str = ""
    mailbox_id: int | None = None
    address: str = ""


def visible_mailboxes(person: Person) -> QuerySet[Mailbox]:
    """Mailboxes of no product or of the person's, and of no restricted team but the person's."""
    found = Mailbox.objects.all()
    if products := list(person.products.values_list("pk", flat=True)):
        found = found.filter(Q(product__in=products) | Q(product__isnull=True))
    if not person.sees_all_teams:
        found = found.exclude(team__in=Team.objects.filter(is_restricted=True).exclude(members=person))
    return found


def visible_products(person: Person) -> QuerySet[Product]:
    """The products a person is limited to, or all."""
    own = person.products.all()
    return own if own.exists() else Product.objects.all()


def own_wordings(person: Person) -> QuerySet[MailTemplate]:
    """Stored wordings for all products and for those the person sees."""
    return MailTemplate.objects.filter(Q(product__isnull=True) | Q(product__in=visible_products(person)))


def incoming_log(person: Person, wanted: MailFilter) -> QuerySet[RawMail]:
    """Incoming mail this person may see, newest first."""
    rows = _in_scope(RawMail.objects.select_related("mailbox"), person)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.mailbox_id:
        rows = rows.filter(mailbox_id=wanted.mailbox_id)
    if wanted.address:
        rows = rows.filter(sender=wanted.address.lower())
    return rows.order_by("-pk")


def outgoing_log(person: Person, wanted: MailFilter) -> QuerySet[OutgoingMail]:
    """Outgoing mail this person may see, newest first."""
    rows = _in_scope(OutgoingMail.objects.select_related("mailbox"), person)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.mailbox_id:
        rows = rows.filter(mailbox_id=wanted.mailbox_id)
    if wanted.address:
        rows = rows.filter(to__contains=[{"address": wanted.address}])
    return rows.order_by("-pk")


def _in_scope(rows: QuerySet[M], person: Person) -> QuerySet[M]:
    return rows.filter(Q(mailbox__isnull=True) | Q(mailbox__in=visible_mailboxes(person)))
