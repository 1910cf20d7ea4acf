"""Mail that becomes no ticket: recognised before anything is written, each with its reason."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import Count, Q

from qiao.channels.models import RawMail
from qiao.channels.models.mailbox import DmarcPolicy
from qiao.channels.models.raw_mail import RawState
from qiao.channels.ports import Authentication
from qiao.channels.rules.mail import Machine, ParsedMail
from qiao.channels.selectors import is_own
from qiao.channels.services.scanning import NotScannable, find_malware, is_scanner_set
from qiao.channels.services.threads import is_signed_by_us
from qiao.kernel.prepared import Prepared, prepared
from qiao.staff.models import Person

BREAKER_WINDOW = timedelta(minutes=10)

_colleague_at = prepared(lambda address: Person.objects.filter(email=address, is_active=True).values_list("pk"))


def _recent(name: str) -> Prepared[Any]:
    """How many other mails of one sender, or in one conversation, arrived within a period."""

    def count(of: Any, after: Any, until: Any, besides: Any) -> Any:
        window = Q(received_at__gt=after, received_at__lte=until, duplicate_of__isnull=True, **{name: of})
        rows = RawMail.objects.filter(window).exclude(pk=besides).exclude(state=RawState.WAITING)
        return rows.values(name).annotate(count=Count("pk")).values_list("count")

    return prepared(count)


_recent_of_sender, _recent_in_thread = _recent("sender"), _recent("thread")


@dataclass(frozen=True, slots=True)
class Stop:
    """A mail ends here."""

    state: Literal["suppressed", "quarantined"]
    reason: str
    detail: str = ""


def loop_mark() -> str:
    """What our mails carry in X-Qiao-Loop."""
    return str(settings.MAIL_DOMAIN)


def stop_before_threading(
    raw: RawMail, mail: ParsedMail, machine: Machine, authentication: Authentication, own: frozenset[str]
) -> Stop | None:
    """The first rule that stops this mail, or null. Released mail is stopped only when it is our own."""
    if _is_from_us(raw, mail, own):
        return Stop("suppressed", "own_mail")
    if raw.is_released:
        return None
    if not raw.sender and machine.kind != "bounce":
        return Stop("quarantined", "no_sender", mail.from_.address[:200])
    if _is_blank(raw, mail):
        return Stop("quarantined", "blank")
    policy = raw.mailbox.dmarc_policy if raw.mailbox else DmarcPolicy.SHOW
    if authentication.dmarc == "fail" and policy == DmarcPolicy.QUARANTINE:
        return Stop("quarantined", "failed_authentication", authentication.details)
    if machine.kind != "bounce" and authentication.dmarc != "pass" and colleague_at(raw.sender):
        return Stop("quarantined", "agent_unverified", raw.sender)
    return _sender_too_fast(raw)


def stop_malware(raw: RawMail, data: bytes, mail: ParsedMail) -> Stop | None:
    """What the virus scanner found, or could not check; released mail has been checked by a person."""
    if raw.is_released or not is_scanner_set():
        return None
    try:
        found = find_malware(data, mail)
    except NotScannable as error:
        return Stop("quarantined", "not_scanned", str(error))
    return Stop("quarantined", "malware", found) if found else None


def stop_new_conversation(raw: RawMail, machine: Machine) -> Stop | None:
    """Machine mail that answers nothing of ours makes no ticket of its own, except reports by systems."""
    if raw.is_released:
        return None
    reasons = ", ".join(machine.reasons)
    if machine.kind == "ooo":
        return Stop("suppressed", "auto_vacation", reasons)
    if machine.kind == "bounce":
        return Stop("suppressed", "backscatter", reasons)
    if machine.kind == "list" and not (raw.mailbox and raw.mailbox.takes_list_mail):
        return Stop("quarantined", "list", reasons)
    return None


def stop_thread_too_fast(raw: RawMail, thread_id: int) -> Stop | None:
    """Two machines answering each other in one conversation."""
    limit = raw.mailbox.most_per_thread if raw.mailbox else 0
    if raw.is_released or not limit:
        return None
    count = _count(_recent_in_thread, raw, thread_id)
    return Stop("quarantined", "loop", f"{count + 1} mails / 10 min, thread {thread_id}") if count >= limit else None


def colleague_at(address: str) -> int | None:
    """Id of the person who works here and has this address."""
    found = _colleague_at.first(address.lower())
    return found[0] if found else None


def _is_from_us(raw: RawMail, mail: ParsedMail, own: frozenset[str]) -> bool:
    is_marked = any(key.lower() == "x-qiao-loop" and value == loop_mark() for key, value in mail.headers)
    return is_marked or is_own(raw.sender, own) or is_signed_by_us(mail.message_id)


def _is_blank(raw: RawMail, mail: ParsedMail) -> bool:
    has_content = mail.text.strip() or mail.subject.strip() or mail.attachments or mail.omitted or mail.calendar
    return not has_content and not raw.is_cut


def _sender_too_fast(raw: RawMail) -> Stop | None:
    limit = raw.mailbox.most_per_sender if raw.mailbox else 0
    if not limit or not raw.sender:
        return None
    count = _count(_recent_of_sender, raw, raw.sender)
    return Stop("quarantined", "loop", f"{count + 1} mails / 10 min, {raw.sender}") if count >= limit else None


def _count(recent: Prepared[Any], raw: RawMail, of: object) -> int:
    found = recent.first(of, raw.received_at - BREAKER_WINDOW, raw.received_at, raw.pk)
    return int(found[0]) if found else 0
