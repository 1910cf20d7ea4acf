"""What each type of message of a webhook is called on pages; programs see its key."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "ticket.opened": _("Ticket opened"),
    "ticket.customer_replied": _("Customer replied"),
    "ticket.replied": _("Customer was answered"),
    "ticket.reply_withdrawn": _("Reply taken back before it left"),
    "ticket.note_added": _("Internal note added"),
    "ticket.assigned": _("Ticket assigned"),
    "ticket.state_changed": _("State changed"),
    "ticket.solved": _("Ticket solved"),
    "ticket.closed": _("Ticket closed"),
    "ticket.reopened": _("Ticket reopened"),
    "ticket.merged": _("Tickets merged"),
    "ticket.unmerged": _("Merge undone"),
    "ticket.split": _("Ticket split"),
    "ticket.deadline_missed": _("Deadline missed"),
    "contact.created": _("Contact added"),
    "contact.moved": _("Contact moved to another customer"),
    "contact.undeliverable": _("Mail address does not work"),
    "mail.quarantined": _("Mail quarantined"),
    "mail.failed": _("Mail could not be sent"),
    "test": _("Test message"),
}
