"""Built-in wording of our mails. A `MailTemplate` row for the same kind and language replaces it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qiao.kernel.i18n import in_language

# what each kind of template may use; `body` is the agent's own text
VARIABLES: dict[str, tuple[str, ...]] = {
    "reply": (
        "body",
        "ticket.number",
        "ticket.subject",
        "product.name",
        "customer.name",
        "organisation.name",
        "agent.name",
        "mailbox.name",
    ),
    "ack": ("ticket.number", "ticket.subject", "product.name", "customer.name", "mailbox.name"),
    "oversized": ("ticket.number", "product.name", "mailbox.name", "mail.limit"),
}
# nothing a stranger wrote: what a confirmation to an unproven address may contain
SAFE_FOR_STRANGERS = {"ticket.number", "product.name", "mailbox.name", "mail.limit"}

SUBJECTS = {
    "reply": gettext_noop("Re: {{ticket.subject}} [{{ticket.number}}]"),
    "ack": gettext_noop("We have received your request [{{ticket.number}}]"),
    "oversized": gettext_noop("Your mail was too large [{{ticket.number}}]"),
}
BODIES = {
    "reply": gettext_noop("{{body}}\n\n{{agent.name}}  \n{{mailbox.name}}\n\n[{{ticket.number}}]"),
    "ack": gettext_noop(
        "Hello,\n\nthank you for your message. It has arrived and is registered as **{{ticket.number}}**.\n"
        "We will answer as soon as we can. To add something, simply answer this mail.\n\n"
        "{{mailbox.name}}\n\n[{{ticket.number}}]"
    ),
    "oversized": gettext_noop(
        "Hello,\n\nyour mail was larger than the {{mail.limit}} we can take, so only its header arrived.\n"
        "Please answer this mail without the large files, or tell us how we can get them.\n\n"
        "{{mailbox.name}}\n\n[{{ticket.number}}]"
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject line and Markdown body, with variables."""

    subject: str
    body: str


def built_in(kind: str, language: str) -> Wording:
    """The wording that comes with the product."""
    with in_language(language):
        return Wording(_(SUBJECTS[kind]), _(BODIES[kind]))
