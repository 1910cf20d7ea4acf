"""System lines of the timeline: what an audit entry says, as a sentence in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import AuditEntry
from qiao.tickets.labels import (
    FILTER_LABELS,
    KIND_LABELS,
    LINK_LABELS,
    LINKED_FROM_LABELS,
    METRIC_LABELS,
    PRIORITY_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
)
from qiao.tickets.rules.states import OPEN_STATES, STATES

_OVER = ("solved", "closed")

SAID_BY_MESSAGES = ("ticket.replied", "ticket.noted", "ticket.received", "ticket.mentions_read", "ticket.bounced")
"""Acts that the message itself shows; the timeline leaves them out, the history does not."""

REOPENED_BY_MESSAGE = Q(
    verb="ticket.received", data__before__in=[key for key, state in STATES.items() if state.category in _OVER],
    data__after__in=OPEN_STATES,
)  # fmt: skip
"""Entries of messages that say more than the message shows: that it opened the ticket again."""

_VALUE_LABELS: dict[str, Mapping[str, Any]] = {
    "priority": PRIORITY_LABELS, "kind": KIND_LABELS, "severity": SEVERITY_LABELS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventLine:
    """One system line: who, when, and the whole sentence (plain text)."""

    verb: str
    actor_name: str
    actor_kind: str
    text: str
    at: datetime


def event_line(entry: AuditEntry) -> EventLine:
    """An audit entry of a ticket as a line of its timeline."""
    write = _SENTENCES.get(entry.verb)
    data = {"who": entry.actor_name, **entry.data}
    text = write(data) if write else f"{entry.actor_name}: {entry.verb}"
    return EventLine(entry.verb, entry.actor_name, entry.actor_kind, text, entry.at)


def _ref(data: Mapping[str, Any], key: str = "number") -> str:
    return f"{settings.TICKET_PREFIX}-{data.get(key, '')}"


def _state(key: object) -> str:
    return str(STATE_LABELS.get(str(key), key))


def _names(values: Any) -> str:
    return ", ".join(str(value) for value in values or ())


def _assigned(data: Mapping[str, Any]) -> str:
    if not data.get("person"):
        return _("%(who)s unassigned %(before)s") % {**data, "before": data.get("before", "")}
    if data["person"] == data["who"]:
        return _("%(who)s took this ticket") % data
    return _("%(who)s assigned this to %(person)s") % data


def _moved(data: Mapping[str, Any]) -> str:
    values = {**data, "team": Bilingual.of(data.get("team") or {}).text}
    if not values["team"]:
        return _("%(who)s removed the ticket from its team") % values
    if data.get("person"):
        return _("%(who)s handed this over to %(team)s, %(person)s") % values
    return _("%(who)s handed this over to %(team)s") % values


def _changed(data: Mapping[str, Any]) -> str:
    changes = {key: value for key, value in data.items() if key != "who" and isinstance(value, list)}
    parts = []
    for name, (before, after) in changes.items():
        labels = _VALUE_LABELS.get(name)
        label = FILTER_LABELS.get(name.removesuffix("_id"), _("Subject") if name == "subject" else name)
        if labels is not None:
            values = {"field": label, "before": labels.get(before, before), "after": labels.get(after, after)}
            parts.append(_("%(field)s from %(before)s to %(after)s") % values)
        elif name == "subject":
            parts.append(_("the subject, which was “%(before)s”") % {"before": before})
        else:
            parts.append(str(label if name != "fields" else _("Other fields")))
    return _("%(who)s changed %(what)s") % {"who": data["who"], "what": _("; ").join(parts)}


def _linked(data: Mapping[str, Any]) -> str:
    labels = LINK_LABELS if data.get("is_source") else LINKED_FROM_LABELS
    values = {"who": data["who"], "kind": labels.get(data.get("kind", ""), ""), "number": _ref(data)}
    return _("%(who)s linked: %(kind)s %(number)s") % values


def _opened(data: Mapping[str, Any]) -> str:
    sentences = {
        "email": _("%(who)s opened this ticket by mail"),
        "desk": _("%(who)s opened this ticket at the desk"),
        "form": _("%(who)s opened this ticket through a form"),
        "phone": _("%(who)s opened this ticket by phone"),
        "api": _("%(who)s opened this ticket through the API"),
    }
    return sentences.get(data.get("channel", ""), _("%(who)s opened this ticket")) % data


def _received(data: Mapping[str, Any]) -> str:
    was, now = (STATES.get(str(data.get(key))) for key in ("before", "after"))
    if was and now and was.category in _OVER and now.key in OPEN_STATES:
        return _("%(who)s reopened this ticket by their reply") % data
    return _("%(who)s wrote") % data


def _time(value: object) -> str:
    moment = parse_datetime(str(value)) if value else None
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "ticket.opened": _opened,
    "ticket.imported": lambda d: _("%(who)s imported this ticket from %(system)s, where its number was %(number)s") % d,
    "ticket.import_undone": lambda d: _("%(who)s undid the import of this ticket") % d,
    "ticket.words_erased": lambda _d: _("Somebody’s personal data was erased here"),
    "ticket.assigned": _assigned,
    "ticket.moved": _moved,
    "ticket.nudged": lambda d: _("%(who)s asked to speed this up (%(count)s×)") % d,
    "ticket.state_changed": lambda d: _("%(who)s set the state to %(after)s") % {**d, "after": _state(d.get("after"))},
    "ticket.solved": lambda d: _("%(who)s solved this ticket") % d,
    "ticket.closed": lambda d: _("%(who)s closed this ticket") % d,
    "ticket.reopened": lambda d: _("%(who)s reopened this ticket") % d,
    "ticket.fields_changed": _changed,
    "ticket.tagged": lambda d: _("%(who)s added tags: %(tags)s") % {**d, "tags": _names(d.get("tags"))},
    "ticket.untagged": lambda d: _("%(who)s removed tags: %(tags)s") % {**d, "tags": _names(d.get("tags"))},
    "ticket.followed": lambda d: _("%(person)s follows this ticket") % {"person": d["who"], **d},
    "ticket.unfollowed": lambda d: _("%(person)s no longer follows this ticket") % {"person": d["who"], **d},
    "ticket.participant_added": lambda d: _("%(who)s added %(name)s") % d,
    "ticket.participant_removed": lambda d: _("%(who)s removed %(name)s") % d,
    "ticket.participant_verified": lambda d: _("%(who)s accepted %(name)s as a participant") % d,
    "ticket.message_accepted": lambda d: _("%(who)s accepted a message") % d,
    "ticket.linked": _linked,
    "ticket.unlinked": lambda d: _("%(who)s removed the link to %(number)s") % {**d, "number": _ref(d)},
    "ticket.merged": lambda d: _("%(who)s merged this ticket into %(number)s") % {**d, "number": _ref(d)},
    "ticket.merged_in": lambda d: (
        _("%(who)s merged %(numbers)s into this ticket")
        % {**d, "numbers": _names(_ref({"number": number}) for number in d.get("numbers", ()))}
    ),
    "ticket.unmerged": lambda d: _("%(who)s un-merged this ticket from %(number)s") % {**d, "number": _ref(d)},
    "ticket.unmerged_from": lambda d: _("%(who)s un-merged %(number)s") % {**d, "number": _ref(d)},
    "ticket.split": lambda d: _("%(who)s split messages off into %(number)s") % {**d, "number": _ref(d)},
    "ticket.split_from": lambda d: _("%(who)s split this ticket off %(number)s") % {**d, "number": _ref(d)},
    "ticket.followed_up": lambda d: _("A new ticket goes on from this one: %(number)s") % {**d, "number": _ref(d)},
    "ticket.spammed": lambda d: _("%(who)s marked this as spam") % d,
    "ticket.unspammed": lambda d: _("%(who)s marked this as not spam") % d,
    "ticket.snoozed": lambda d: _("%(who)s snoozed this until %(until)s") % {**d, "until": _time(d.get("until"))},
    "ticket.woken": lambda d: _("The snoozed ticket is back"),
    "ticket.reply_scheduled": lambda d: (
        _("%(who)s scheduled a reply for %(send_at)s") % {**d, "send_at": _time(d.get("send_at"))}
    ),
    "ticket.reply_withdrawn": lambda d: _("%(who)s withdrew a reply before it was sent") % d,
    "ticket.reply_hastened": lambda d: _("%(who)s sent the reply at once") % d,
    "ticket.deadline_missed": lambda d: (
        _("%(metric)s is overdue since %(due_at)s")
        % {**d, "metric": METRIC_LABELS.get(d.get("metric", ""), ""), "due_at": _time(d.get("due_at"))}
    ),
    "ticket.change_undone": lambda d: _("%(who)s undid a bulk change") % d,
    "ticket.replied": lambda d: _("%(who)s replied to the customer") % d,
    "ticket.noted": lambda d: _("%(who)s wrote a note") % d,
    "ticket.received": _received,
    "ticket.mentions_read": lambda d: _("%(who)s read their mentions") % d,
    "ticket.bounced": lambda d: _("Mail to %(recipient)s came back") % {"recipient": "", **d},
}

TICKET_ACTS = frozenset(_SENTENCES)
"""Every act on a ticket that has a sentence."""
