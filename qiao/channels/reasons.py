"""Why a mail ended where it did: codes, and the sentences people read."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "new": _("A new request"),
    "token": _("Answered to the signed address of its ticket"),
    "own_id": _("Answers a mail we sent"),
    "known_id": _("Belongs to a known conversation"),
    "subject_tag": _("Ticket number in the subject, from somebody involved in the ticket"),
    "body_marker": _("Ticket number in the quoted text, from somebody involved in the ticket"),
    "bounce": _("Delivery report about a mail we sent"),
    "duplicate": _("The same mail was already taken"),
    "own_mail": _("Sent by Qiao itself"),
    "auto_vacation": _("Absence notice that belongs to no ticket"),
    "backscatter": _("Delivery report about a mail we did not send"),
    "list": _("Mailing list or newsletter"),
    "loop": _("Too many mails in a short time"),
    "failed_authentication": _("The sender's domain says it is forged"),
    "agent_unverified": _("Uses the address of a colleague without proof"),
    "blank": _("Empty mail"),
    "no_sender": _("No usable sender"),
    "malware": _("The virus scanner found something"),
    "not_scanned": _("The virus scanner could not check it"),
    "too_slow": _("Took too long to read"),
    "unprocessable": _("Could not be read"),
    "discarded": _("Thrown away by hand"),
}

OMITTED: dict[str, str | Promise] = {
    "mail_too_large": _("The mail was larger than the mailbox accepts; only its header was kept."),
    "not_fetched": _("The file could not be fetched from the desk it was imported from."),
    "too_many_files": _("The mail had more files than allowed."),
    "too_large": _("The files of the mail were too large together."),
}

NOT_CONFIRMED: dict[str, str | Promise] = {
    "switched_off": _("confirmations are switched off"),
    "machine": _("written by a machine"),
    "released": _("released from quarantine"),
    "address_invalid": _("address invalid"),
    "null_sender": _("empty envelope sender"),
    "own_address": _("one of our own addresses"),
    "robot_address": _("address of a robot"),
    "forged": _("sender not authentic"),
    "undeliverable": _("earlier mail to this address bounced"),
    "already_in_thread": _("already confirmed in this conversation"),
    "too_many": _("too many confirmations to this address"),
}


def reason_text(code: str) -> str:
    """The sentence for a reason; a code without one is shown as it is."""
    return str(REASONS.get(code, code))


def confirmation_text(code: str) -> str:
    """Whether the sender got a confirmation of receipt, and if not why."""
    if code == "sent":
        return gettext("Confirmed")
    return f"{gettext('Not confirmed')}: {NOT_CONFIRMED.get(code, code)}"


def omitted_text(code: str) -> str:
    """Why a file of a mail was left out."""
    return str(OMITTED.get(code, code.replace("_", " ").replace("-", " ")))
