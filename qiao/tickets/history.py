"""Sentences for what happened with tickets and with the way the desk is arranged."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.history import HistoryLine, Words, name_objects, tell_acts, word_acts
from qiao.kernel.models import AuditEntry
from qiao.tickets.selectors.sentences import TICKET_ACTS, event_line

ARRANGING: dict[str, Words] = {
    "calendar.created": ("calendar", _("added a working calendar")),
    "calendar.hours_set": ("calendar", _("set the weekly hours")),
    "calendar.day_set": ("calendar", _("set a day of the calendar")),
    "calendar.day_cleared": ("calendar", _("removed a day from the calendar")),
    "calendar.year_confirmed": ("check", _("confirmed a year of the calendar")),
    "custom_field.saved": ("sliders", _("saved a ticket field")),
    "custom_field.retired": ("sliders", _("retired a ticket field")),
    "desk_policy.set": ("sliders", _("changed the rules of the desk")),
    "quick_reply.saved": ("bolt", _("saved a quick reply")),
    "quick_reply.deleted": ("bolt", _("deleted a quick reply")),
    "request_type.saved": ("chat", _("saved a kind of request")),
    "request_type.question_saved": ("chat", _("saved a question of a request form")),
    "request_type.question_deleted": ("chat", _("removed a question of a request form")),
    "public_answer.saved": ("book", _("saved a public answer")),
    "sla_target.set": ("clock", _("set a service target")),
    "message.delivery_changed": ("mail", _("recorded the delivery result of a mail")),
    "view.saved": ("filter", _("saved a view")),
    "state.named": ("edit", _("renamed a state")),
    "view.renamed": ("edit", _("renamed a view")),
    "view.shared": ("users", _("shared a view")),
    "view.unshared": ("lock", _("stopped sharing a view")),
    "view.deleted": ("filter", _("deleted a view")),
    "view.restored": ("filter", _("brought a view back")),
    "state.move_closed": ("flow", _("disabled a transition between states")),
    "state.move_opened": ("flow", _("enabled a transition between states")),
}

OBJECTS = {
    "tickets.ticket": _("Ticket"),
    "tickets.message": _("Message"),
    "tickets.customfield": _("Ticket field"),
    "tickets.quickreply": _("Quick reply"),
    "tickets.slatarget": _("Service target"),
    "tickets.requesttype": _("Kind of request"),
    "tickets.publicanswer": _("Public answer"),
    "tickets.savedview": _("Saved view"),
    "tickets.deskpolicy": _("Rules of the desk"),
    "kernel.calendar": _("Working calendar"),
}


def ticket_line(entry: AuditEntry) -> HistoryLine:
    """A whole sentence that names who did it."""
    return HistoryLine("ticket", "", event_line(entry).text, "", entry.at)


word_acts(ARRANGING)
tell_acts(TICKET_ACTS, ticket_line)
name_objects(OBJECTS)
