"""Letters: short mails of the machine outside any conversation, such as sign-in codes.

Their text may be a secret, so it travels sealed in the job and stands in no table; answers to them lead nowhere
else than any mail to the mailbox.
"""

import json
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import structlog
from django.utils import timezone, translation

from qiao.channels.errors import NoMailboxToSendFrom
from qiao.channels.models import Mailbox
from qiao.channels.ports import is_mail_taken
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
from qiao.channels.services.smtp import Handed, NoServer, hand_over, server_for
from qiao.customers.ports import Letter
from qiao.kernel.i18n import known_language
from qiao.kernel.jobs import Retry, job
from qiao.kernel.secrets import seal, unseal

log = structlog.get_logger("qiao.channels.letters")

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)


class MailboxPostman:
    """Writes letters from the mailbox of their product."""

    def post(self, letter: Letter) -> None:
        """Queue a letter."""
        words = [letter.address, letter.subject, letter.text, letter.language, letter.product_id, letter.sender]
        sealed = seal(json.dumps(words))
        send_letter.defer(sealed=sealed, until=(timezone.now() + letter.lives).isoformat())


@job(queue="mail", retry=Retry())
def send_letter(sealed: str, until: str, attempt: int = 1) -> None:
    """Hand one letter to the mail server; as long as it can be of use (`until`, ISO 8601), try again with pauses."""
    letter = Letter(*json.loads(unseal(sealed)))
    mailbox = _mailbox(letter.product_id)
    data = to_bytes(_composed(letter, mailbox))
    try:
        # an empty envelope sender: nobody is told when the address does not exist
        handed = hand_over(server_for(mailbox), "", [ascii_address(letter.address)], data)
    except NoServer as error:
        if is_mail_taken(data):
            return
        handed = Handed(error=str(error))
    if not handed.error:
        return
    again_at = timezone.now() + min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)
    if handed.is_permanent or again_at > datetime.fromisoformat(until):
        domain = letter.address.rpartition("@")[2]
        said = handed.error.replace(letter.address, f"…@{domain}")  # addresses do not belong in logs
        log.warning("letter.dropped", domain=domain, attempts=attempt, error=said)
        return
    send_letter.defer_at(again_at, sealed=sealed, until=until, attempt=attempt + 1)


def _mailbox(product_id: int | None) -> Mailbox:
    boxes = list(active_mailboxes().select_related("product").order_by("pk"))
    fitting = [box for box in boxes if box.product_id == product_id] or [box for box in boxes if not box.product_id]
    if not (fitting or boxes):
        raise NoMailboxToSendFrom
    return (fitting or boxes)[0]


def _composed(letter: Letter, mailbox: Mailbox) -> EmailMessage:
    language = known_language(letter.language)
    message = EmailMessage(policy=POLICY)
    set_addresses(message, "From", [Address(letter.sender or mailbox.sender_in(language), mailbox.address)])
    set_addresses(message, "To", [Address("", ascii_address(letter.address))])
    set_header(message, "Subject", one_line(letter.subject))
    set_header(message, "Date", format_datetime(timezone.now()))
    set_header(message, "Message-ID", make_msgid(domain=mailbox.domain))
    set_header(message, "X-Qiao-Loop", loop_mark())
    set_header(message, "Auto-Submitted", "auto-generated")
    set_header(message, "X-Auto-Response-Suppress", "All")
    message.set_content(letter.text, charset="utf-8")
    # after the content, which takes along every header that speaks of content
    set_header(message, "Content-Language", translation.to_locale(language).replace("_", "-"))
    return message
