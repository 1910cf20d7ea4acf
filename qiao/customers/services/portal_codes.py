"""Signing in by mail: a code and a link, both for one browser, both once."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from qiao.customers.models import Contact, SignInCode
from qiao.customers.ports import Letter, postman
from qiao.customers.rules.portal import CODE_LIVES, MOST_TRIES, new_code, own_path, spaced, typed_code
from qiao.customers.selectors.portal import contact_to_sign_in, hash_of, may_sign_in, root_contact
from qiao.customers.services.portal_limits import knock
from qiao.customers.services.portal_sessions import Visitor, begin_session
from qiao.kernel.i18n import Bilingual, in_language
from qiao.kernel.jobs import Retry, job
from qiao.kernel.secrets import seal, unseal
from qiao.kernel.visitors import network_of


class CodeOutcome(StrEnum):
    """What became of a code that was typed or a link that was followed."""

    SIGNED_IN = "signed_in"
    WRONG = "wrong"
    USED_UP = "used_up"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CodeResult:
    """`token` is the session's cookie and `following` where to go, when signed in. `tries_left` when wrong."""

    outcome: CodeOutcome
    token: str = ""
    following: str = "/portal/"
    tries_left: int = 0


@dataclass(frozen=True, slots=True)
class MailFrame:
    """What the mail around a code looks like: whose portal, at which address, in which language."""

    name: Bilingual
    portal_address: str
    language: str
    product_id: int | None = None


def portal_name(name: Bilingual) -> str:
    """What a portal calls itself in the active language."""
    return name.text or gettext("Support")


@transaction.atomic
def ask_for_code(address: str, *, following: str, visitor: Visitor, frame: MailFrame) -> str:
    """Have a code mailed, if somebody has this address; returns the secret that the browser keeps.

    Nothing that can be seen or measured from outside depends on whether the address is known: the same rows are
    written and the same job is queued, and the job decides.
    """
    browser = secrets.token_urlsafe(32)
    now = timezone.now()
    row = SignInCode.objects.create(
        browser_hash=hash_of(browser), following=own_path(following), expires_at=now + CODE_LIVES
    )
    network = network_of(visitor.address)
    # every limit counts, whichever is reached first
    knocks = [
        knock("code.network", network),
        knock("code.pair", f"{network} {address.lower()}"),
        knock("code.address", address.lower()),
    ]
    mail_code.defer(
        code_id=row.pk, address=seal(address if all(knocks) else ""), portal_name=frame.name.as_json(),
        portal_address=frame.portal_address, language=frame.language, product_id=frame.product_id,
    )  # fmt: skip
    return browser


@job(queue="mail", retry=Retry())
def mail_code(
    code_id: int,
    address: str,
    portal_name: dict[str, str],
    portal_address: str,
    language: str,
    product_id: int | None,
) -> None:
    """Draw code and link and mail them, if the address leads to a contact who may sign in."""
    plain = unseal(address)
    contact = contact_to_sign_in(plain)
    if contact is None:
        return
    with transaction.atomic():
        row = SignInCode.objects.select_for_update(no_key=True).filter(pk=code_id, contact=None).first()
        if row is None or row.expires_at <= timezone.now():
            return
        code, link = new_code(), secrets.token_urlsafe(32)
        row.contact = contact
        row.code_hash, row.link_hash = _hash_code(row, code), hash_of(link)
        row.save(update_fields=["contact", "code_hash", "link_hash"])
        name = Bilingual.of(portal_name)
        frame = MailFrame(name, portal_address, _language_of(contact) or language, product_id)
        postman().post(_letter(plain, contact, frame, code, link))


@transaction.atomic
def redeem_code(browser: str, typed: str, *, visitor: Visitor) -> CodeResult:
    """Sign in with the code that was mailed. Wrong tries are counted, and the fifth is the last."""
    row = _waiting(browser)
    if row is None or not knock("try.network", network_of(visitor.address)):
        return CodeResult(CodeOutcome.GONE)
    row.tries += 1
    row.save(update_fields=["tries"])
    if row.tries > MOST_TRIES:
        return CodeResult(CodeOutcome.USED_UP)
    given = _hash_code(row, typed_code(typed))
    if not row.code_hash or not secrets.compare_digest(given, row.code_hash):
        left = MOST_TRIES - row.tries
        return CodeResult(CodeOutcome.WRONG if left else CodeOutcome.USED_UP, tries_left=left)
    return _sign_in(row, "code", visitor)


@transaction.atomic
def redeem_link(browser: str, link: str, *, visitor: Visitor) -> CodeResult:
    """Sign in with the link that was mailed, in the browser that asked for it and no other."""
    row = _waiting(browser)
    if row is None or not row.link_hash or not secrets.compare_digest(hash_of(link), row.link_hash):
        return CodeResult(CodeOutcome.GONE)
    return _sign_in(row, "link", visitor)


def _waiting(browser: str) -> SignInCode | None:
    """The row of this browser, locked, while it can still be used."""
    rows = SignInCode.objects.select_for_update(no_key=True, of=("self",)).select_related("contact__organisation")
    row = rows.filter(browser_hash=hash_of(browser)).first()
    return row if row and row.used_at is None and row.expires_at > timezone.now() else None


def _sign_in(row: SignInCode, method: str, visitor: Visitor) -> CodeResult:
    contact = root_contact(row.contact) if row.contact else None
    if contact is None or not may_sign_in(contact):
        return CodeResult(CodeOutcome.GONE)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    token = begin_session(contact, method=method, visitor=visitor)
    return CodeResult(CodeOutcome.SIGNED_IN, token, row.following)


def _hash_code(row: SignInCode, code: str) -> str:
    """Tied to the row, so that one list of hashes of all codes is of no use."""
    return hash_of(f"{row.browser_hash}:{code}")


def _language_of(contact: Contact) -> str:
    return contact.language or (contact.organisation.language if contact.organisation else "")


def _letter(address: str, contact: Contact, frame: MailFrame, code: str, link: str) -> Letter:
    with in_language(frame.language):
        values = {
            "contact": contact, "portal_name": portal_name(frame.name), "code": spaced(code),
            "link": f"{frame.portal_address}/portal/sign-in/link/{link}/",
            "minutes": int(CODE_LIVES.total_seconds() // 60),
        }  # fmt: skip
        subject = render_to_string("customers/portal/mail/code_subject.txt", values)
        text = render_to_string("customers/portal/mail/code.txt", values)
    sender = frame.name.in_language(frame.language)
    return Letter(address, " ".join(subject.split()), text, frame.language, frame.product_id, sender, CODE_LIVES)
