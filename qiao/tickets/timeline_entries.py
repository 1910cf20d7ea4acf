"""The entries of a conversation: messages, events, stubs of what was merged or split off.

Written here and not in a template, as the cards of the messages are.
"""

from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qiao.tickets.message_cards import Frame, message_card, time_mark
from qiao.tickets.rows import ticket_number
from qiao.ui.marks import icon
from qiao.ui.places import place

_EVENT_ICONS = {
    "assigned": "user", "moved": "flow", "nudged": "bell", "state": "st-open", "solved": "check-circle",
    "closed": "st-closed", "reopened": "refresh", "fields": "edit", "tagged": "tag", "untagged": "tag",
    "followed": "eye", "unfollowed": "eye", "participant": "users", "accepted": "check", "linked": "link",
    "unlinked": "link", "merged": "merge", "unmerged": "merge", "split": "split", "spammed": "shield",
    "unspammed": "shield", "snoozed": "clock", "woken": "clock", "scheduled": "clock", "withdrawn": "undo",
    "hastened": "send", "missed": "clock", "undone": "undo", "opened": "inbox", "replied": "reply", "noted": "lock",
    "received": "mail", "read": "at", "bounced": "warn",
}  # fmt: skip
_BAD_NEWS = {"missed", "bounced"}


def timeline_entry(entry: Any, frame: Frame) -> str:
    """An entry of the timeline, or the stub of a merged ticket."""
    match entry.kind:
        case "message":
            return message_card(entry.message, entry.key, frame)
        case "merged":
            end = f'<span class="msg__acts">{_undo_merge(entry.merged.number, frame)}</span>'
            return _stub(entry.key, "merge", entry.merged, _("merged into this"), end, frame)
        case "stub":
            return _stub(entry.key, "split", entry.stub, _("was split off"), "", frame)
    mark, said = event_node(entry.event.verb), escape(entry.event.text)
    return f'<div class="ev" id="{entry.key}">{mark}<span>{said}{time_mark(entry.at, "ev__t")}</span></div>'


@lru_cache(maxsize=256)
def event_node(verb: str) -> SafeString:
    """The mark of an event on the timeline's cable."""
    words = verb.replace(".", "_").split("_")
    name = next((_EVENT_ICONS[word] for word in reversed(words) if word in _EVENT_ICONS), "info")
    tone = "" if _BAD_NEWS.isdisjoint(words) else " ev__node--danger"
    return SafeString(f'<span class="ev__node{tone}">{icon(name)}</span>')


def _stub(key: str, mark: str, other: Any, said: str, end: str, frame: Frame) -> str:
    """Where another ticket came in or left; `end` stands behind its subject."""
    address = f"{place('tickets:ticket', other.number)}?{escape(frame.query)}"
    subject = escape(other.subject)
    return (
        f'<article class="msg msg--stub" id="{key}"><span class="avatar avatar--none">{icon(mark, "sm")}</span>\n'
        f'<div class="msg__card"><header class="msg__head"><a class="nowrap" href="{address}">'
        f'{ticket_number(other.number)}</a><span class="cut" title="{subject}">{subject}</span>'
        f'<span class="nowrap">{escape(said)}</span>{end}</header></div></article>'
    )


def _undo_merge(number: int, frame: Frame) -> str:
    if not frame.may_merge:
        return ""
    address = f"{place('tickets:unmerge', number)}?{escape(frame.query)}"
    return (
        f'<form method="post" action="{address}" hx-post="{address}" hx-target="#thread" hx-swap="outerHTML">'
        f'{frame.csrf_field}<input type="hidden" name="back" value="{frame.number}">'
        f'<button class="btn btn--quiet btn--xs">{escape(_("Undo merge"))}</button></form>'
    )
