"""The object `qiao mail parse --json` prints for one mail."""

from typing import Any

from qiao.channels.rules.mail import Address, Attachment, ParsedMail


def json_form(mail: ParsedMail, file: str) -> dict[str, Any]:
    """Plain JSON values: absent strings of attachments and dates are null, times ISO 8601 with offset."""
    return {
        "file": file,
        "from": _address(mail.from_),
        "reply_to": [_address(entry) for entry in mail.reply_to],
        "to": [_address(entry) for entry in mail.to],
        "cc": [_address(entry) for entry in mail.cc],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "text": mail.text,
        "html": mail.html,
        "reply_text": mail.own_text,
        "quoted_text": mail.rest_text,
        "attachments": [_attachment(entry) for entry in mail.attachments],
        "machine": {"kind": mail.machine.kind, "reasons": list(mail.machine.reasons)},
        "bounce": None
        if mail.bounce is None
        else {
            "recipient": mail.bounce.recipient,
            "action": mail.bounce.action,
            "status": mail.bounce.status,
            "diagnostic": mail.bounce.diagnostic,
            "original_message_id": mail.bounce.original_message_id,
        },
        "charset_guessed": mail.charset_guessed,
        "problems": mail.problems,
    }


def _address(entry: Address) -> dict[str, str]:
    return {"name": entry.name, "address": entry.address}


def _attachment(entry: Attachment) -> dict[str, Any]:
    return {
        "filename": entry.filename or None,
        "content_type": entry.content_type,
        "content_id": entry.content_id or None,
        "inline": entry.inline or entry.disposition == "inline",
        "size": entry.size,
        "sha256": entry.sha256,
    }
