"""Tables of the channels domain."""

from qiao.channels.models.mailbox import ImapCursor, Mailbox
from qiao.channels.models.outgoing import AckSent, MailTemplate, OutgoingAttachment, OutgoingMail
from qiao.channels.models.raw_mail import RawMail
from qiao.channels.models.thread import MessageRef, Thread

__all__ = [
    "AckSent",
    "ImapCursor",
    "MailTemplate",
    "Mailbox",
    "MessageRef",
    "OutgoingAttachment",
    "OutgoingMail",
    "RawMail",
    "Thread",
]
