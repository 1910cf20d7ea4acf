"""Labels of all keys of the desk, translated when shown."""

from functools import lru_cache

from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.tickets import house

_USUAL_NAMES = {
    "new": pgettext_lazy("ticket state", "New"),
    "open": pgettext_lazy("ticket state", "In progress"),
    "waiting_customer": pgettext_lazy("ticket state", "Waiting for customer"),
    "waiting_rnd": pgettext_lazy("ticket state", "Waiting for R&D"),
    "waiting_third_party": pgettext_lazy("ticket state", "Waiting for a third party"),
    "waiting_release": pgettext_lazy("ticket state", "Waiting for release"),
    "scheduled": pgettext_lazy("ticket state", "Scheduled"),
    "solved": pgettext_lazy("ticket state", "Solved"),
    "closed": pgettext_lazy("ticket state", "Closed"),
    "merged": pgettext_lazy("ticket state", "Merged"),
    "spam": pgettext_lazy("ticket state", "Spam"),
}


def _state_name(key: str) -> str:
    own = house.states.name(key)
    return own.text if own else usual_state_name(key)


def usual_state_name(key: str) -> str:
    """The default name of a state."""
    return _usual_name(key, get_language())


@lru_cache(maxsize=64)
def _usual_name(key: str, _language: str | None) -> str:
    # a list of tickets names fifty
    return str(_USUAL_NAMES[key])


STATE_LABELS = {key: lazy(_state_name, str)(key) for key in _USUAL_NAMES}
CATEGORY_LABELS = {
    "new": pgettext_lazy("category of states", "not begun"),
    "open": pgettext_lazy("category of states", "with us"),
    "waiting": pgettext_lazy("category of states", "waiting"),
    "solved": pgettext_lazy("category of states", "solved"),
    "closed": pgettext_lazy("category of states", "closed"),
    "merged": pgettext_lazy("category of states", "merged"),
    "spam": pgettext_lazy("category of states", "spam"),
}
PRIORITY_LABELS = {
    "urgent": pgettext_lazy("priority", "Urgent"),
    "high": pgettext_lazy("priority", "High"),
    "normal": pgettext_lazy("priority", "Normal"),
    "low": pgettext_lazy("priority", "Low"),
}
SEVERITY_LABELS = {
    "": pgettext_lazy("severity", "Not set"),
    "s1": pgettext_lazy("severity", "S1 Down"),
    "s2": pgettext_lazy("severity", "S2 Severe"),
    "s3": pgettext_lazy("severity", "S3 Moderate"),
    "s4": pgettext_lazy("severity", "S4 Slight"),
}
KIND_LABELS = {
    "question": pgettext_lazy("ticket type", "Question"),
    "incident": pgettext_lazy("ticket type", "Incident"),
    "defect_report": pgettext_lazy("ticket type", "Defect report"),
    "request": pgettext_lazy("ticket type", "Request"),
    "task": pgettext_lazy("ticket type", "Task"),
}
METRIC_LABELS = {
    "first_reply": _("First reply"),
    "solve": _("Resolution"),
}
SORT_LABELS = {
    "due": _("By deadline"),
    "priority": _("By priority"),
    "updated": _("Last changed first"),
    "created": _("Newest first"),
    "oldest": _("Oldest first"),
}
VIEW_LABELS = {
    "mine": pgettext_lazy("queue", "Mine"),
    "unread": pgettext_lazy("queue", "Unread"),
    "team": pgettext_lazy("queue", "My teams"),
    "unassigned": pgettext_lazy("queue", "Unassigned"),
    "waiting": pgettext_lazy("queue", "Waiting"),
    "due": pgettext_lazy("queue", "Due soon"),
    "followed": pgettext_lazy("queue", "Following"),
    "mentions": pgettext_lazy("queue", "Mentions"),
    "snoozed": pgettext_lazy("queue", "Snoozed"),
    "solved": pgettext_lazy("queue", "Solved"),
    "all": pgettext_lazy("queue", "All tickets"),
    "spam": pgettext_lazy("queue", "Spam"),
}
COLUMN_LABELS = {
    "number": _("Number"),
    "subject": _("Subject"),
    "state": _("State"),
    "priority": _("Priority"),
    "severity": _("Severity"),
    "kind": _("Type"),
    "organisation": _("Customer"),
    "requester": _("Contact"),
    "product": _("Product"),
    "version": _("Version"),
    "team": _("Team"),
    "assignee": _("Owner"),
    "tags": _("Tags"),
    "due": _("Deadline"),
    "updated": _("Last change"),
    "created": _("Opened"),
    "messages": _("Messages"),
}
LINK_LABELS = {
    "related": _("Related to"),
    "duplicate": _("Duplicate of"),
    "blocks": _("Blocks"),
    "caused_by": _("Caused by"),
}
LINKED_FROM_LABELS = {
    "related": _("Related to"),
    "duplicate": _("Has duplicate"),
    "blocks": _("Blocked by"),
    "caused_by": _("Causes"),
}
DUE_LABELS = {
    "overdue": _("Overdue"),
    "soon": _("Due soon"),
    "today": _("Later today"),
    "later": _("Later"),
    "paused": _("Clock paused"),
    "none": _("No deadline"),
}
PAUSE_LABELS = {**STATE_LABELS, "merged": _("While merged"), "spam": _("While in spam"), "solved": _("While solved")}
FILTER_LABELS = {
    "q": _("Words"),
    "state": _("State"),
    "team": _("Team"),
    "assignee": _("Owner"),
    "product": _("Product"),
    "component": _("Component"),
    "version": _("Version"),
    "organisation": _("Customer"),
    "requester": _("Contact"),
    "kind": _("Type"),
    "priority": _("Priority"),
    "severity": _("Severity"),
    "tag": _("Tag"),
    "due": _("Deadline"),
    "language": _("Language"),
    "created_from": _("Opened from"),
    "created_to": _("Opened until"),
}
OTHER_LABELS = {
    "name": _("Name"),
    "body": _("Text"),
    "key": _("Key"),
    "label": _("Label"),
    "choices": _("Choices"),
    "position": _("Position"),
    "subject": _("Subject"),
    "channel": _("Channel"),
    "calendar": _("Calendar"),
    "first_reply": _("First reply"),
    "solve": _("Resolution"),
    "auto_close_days": _("Days until a solved ticket closes"),
    "follow_up_days": _("Days in which a closed ticket reopens"),
    "until": _("Until when"),
}
FIELD_PROBLEMS = {
    "not_a_number": _("%(field)s must be a number."),
    "not_a_date": _("%(field)s must be a date such as 2026-11-22."),
    "not_a_choice": _("Choose one of the offered values for %(field)s."),
    "not_yes_or_no": _("%(field)s must be yes or no."),
    "not_a_link": _("%(field)s must be a web address starting with http:// or https://."),
    "too_long": _("%(field)s is too long."),
    "missing": _("%(field)s is missing."),
    "out_of_range": _("%(field)s is outside the allowed range."),
    "not_a_variable": _("There is no variable %(field)s."),
    "gone": _("%(field)s does not exist."),
    "unknown": _("%(field)s does not match the other values of this ticket."),
}
TAG_PROBLEMS = {
    "too_many_tags": _("A ticket takes at most %(most)s tags, and these would be %(count)s."),
    "tag_too_long": _("The tag “%(tag)s…” is too long: at most %(most)s characters."),
}
