"""Rules of mail: reading raw octets. Pure Python, no database."""

from qiao.channels.rules.folding import FoldedHtml, fold_end, fold_html
from qiao.channels.rules.html_text import html_to_text
from qiao.channels.rules.json_form import json_form
from qiao.channels.rules.mail import (
    Address,
    Attachment,
    Bounce,
    CalendarEvent,
    Machine,
    OmittedPart,
    ParsedMail,
    Security,
)
from qiao.channels.rules.parse import parse_mail

__all__ = [
    "Address",
    "Attachment",
    "Bounce",
    "CalendarEvent",
    "FoldedHtml",
    "Machine",
    "OmittedPart",
    "ParsedMail",
    "Security",
    "fold_end",
    "fold_html",
    "html_to_text",
    "json_form",
    "parse_mail",
]
