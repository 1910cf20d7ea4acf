"""Letters: short mails of the machine outside any conversation, such as sign-in codes.

Their text may be a secret, so it travels sealed in the job and stands in no table; answers to them lead nowhere
else than any mail to the mailbox.
"""

import json
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation

from qiao.channels.errors import NoMailboxToSendFrom
from qiao.channels.models import Mailbox
from qiao.channels.rules.composing import (
    POLICY,
    ascii_address,
    one_line,
    set_addresses,
    set_header,
    to_bytes,
)
from qiao.channels.rules.mail import Address
from qiao.channels.selectors import active_mailboxes
from qiao.channels.services.screening import loop_mark
from qiao.channels.services.smtp import NoServer, hand_over, server_for
from qiao.customers.models import Organisation
from qiao.customers.ports import Letter
from qiao.kernel.i18n import known_language
from qiao.kernel.jobs import Retry, job
from qiao.kernel.secrets import seal, unseal


class LetterNotTaken(Exception):
    """The mail server did not take a letter this time."""


class MailboxPostman:
    """Writes letters from the mailbox of their product."""

    def post(self, letter: Letter) -> None:
        """Queue a letter."""
        sealed = seal(json.dumps([letter.address, letter.subject, letter.text, letter.language, letter.product_id]))
        send_letter.defer(sealed=sealed)


@job(queue="mail", retry=Retry(attempts=5))
def send_letter(sealed: str) -> None:
    """Hand one letter to the mail server. Raises LetterNotTaken to be tried again; a dead address is let go."""
    letter = Letter(*json.loads(unseal(sealed)))
    mailbox = _mailbox(letter.product_id)
    data = to_bytes(_composed(letter, mailbox))
    try:
        server = server_for(mailbox)
    except NoServer:
        if not _is_demo():
            raise
        _write_to_folder(data)
        return
    # an empty envelope sender: nobody is told when the address does not exist
    handed = hand_over(server, "", [ascii_address(letter.address)], data)
    if handed.error and not handed.is_permanent:
        raise LetterNotTaken(handed.error)


def _is_demo() -> bool:
    return Organisation.objects.filter(external_key="DEMO-001").exists()


def _write_to_folder(data: bytes) -> None:
    """Where the demo company has no mail server, its letters can be read as files."""
    folder = Path(settings.DATA) / "demo-mail"
    folder.mkdir(exist_ok=True, mode=0o750)
    (folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml").write_bytes(data)


def _mailbox(product_id: int | None) -> Mailbox:
    boxes = list(active_mailboxes().select_related("product").order_by("pk"))
    fitting = [box for box in boxes if box.product_id == product_id] or [box for box in boxes if not box.product_id]
    if not (fitting or boxes):
        raise NoMailboxToSendFrom
    return (fitting or boxes)[0]


def _composed(letter: Letter, mailbox: Mailbox) -> EmailMessage:
    language = known_language(letter.language)
    name = mailbox.sender_name or (str(mailbox.product.sender_name.in_language(language)) if mailbox.product else "")
    message = EmailMessage(policy=POLICY)
    set_addresses(message, "From", [Address(name or mailbox.name, mailbox.address)])
    set_addresses(message, "To", [Address("", ascii_address(letter.address))])
    set_header(message, "Subject", one_line(letter.subject))
    set_header(message, "Date", format_datetime(timezone.now()))
    set_header(message, "Message-ID", make_msgid(domain=mailbox.domain))
    set_header(message, "Content-Language", translation.to_locale(language).replace("_", "-"))
    set_header(message, "X-Qiao-Loop", loop_mark())
    set_header(message, "Auto-Submitted", "auto-generated")
    set_header(message, "X-Auto-Response-Suppress", "All")
    message.set_content(letter.text, charset="utf-8")
    return message
