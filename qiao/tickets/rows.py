"""The row of a ticket in the list pane.

Written here and not in a template: a page holds fifty of them, and each has some forty places to fill in.
"""

from html import escape
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qiao.ui.marks import avatar, deadline, priority, status_glyph, status_label, tags, tier
from qiao.ui.places import place

if TYPE_CHECKING:
    from qiao.tickets.selectors import QueueRow

_UNMARKED_STATES = {"new", "open"}
_CURRENT = ' aria-current="true"'
_REPLACES = ' hx-swap-oob="true"'


class Named:
    """A name with its colour, as the avatar takes it."""

    def __init__(self, name: str, hue: int | None) -> None:
        self.name, self.avatar_hue = name, hue


def ticket_number(value: int | None) -> str:
    """A ticket number as people say it: `Q-48213`."""
    return f"{settings.TICKET_PREFIX}-{value}" if value else ""


def unread_label(count: int) -> str:
    """How much is new to the reader."""
    return ngettext("%(count)d new to you", "%(count)d new to you", count) % {"count": count}


def row_deadline(row: "QueueRow") -> SafeString:
    """How the next deadline of a row stands; the ring is the share of the time between arrival and deadline."""
    if row.next_due_at is None and not row.is_paused:
        return SafeString("")
    target = (row.next_due_at - row.created_at).total_seconds() if row.next_due_at else None
    return deadline(row.next_due_at, target_seconds=target, paused=row.is_paused and row.next_due_at is None)


def owner_avatar(row: "QueueRow", size: str = "sm") -> SafeString:
    """The owner of a row, in the colour they have everywhere."""
    return avatar(Named(row.assignee, row.assignee_hue) if row.assignee else None, size)


def ticket_row(row: "QueueRow", *, query: str, is_open: bool, is_oob: bool) -> SafeString:
    """The link that opens a ticket. `query`: of the queue; `is_oob`: it replaces the row that stands in a page."""
    address = escape(place("tickets:ticket", row.number) + (f"?{query}" if query else ""))
    subject, who = escape(row.subject), escape(row.organisation or row.requester)
    language = f' lang="{"zh-CN" if row.language.startswith("zh") else "en"}"' if row.language else ""
    return SafeString(
        f'<a class="ticket-row{" ticket-row--unread" if row.unread else ""}" id="row-{row.id}" data-id="{row.id}"'
        f' data-row="open" data-pane-go="thread" href="{address}" hx-get="{address}" hx-target="#thread"'
        f' hx-swap="outerHTML" hx-push-url="true" hx-sync="#list:replace"'
        f"{_CURRENT if is_open else ''}{_REPLACES if is_oob else ''}>{_news(row)}"
        f'<span class="ticket-row__l1">{priority(row.priority)}'
        f'<span class="ticket-row__org" title="{who}">{who}</span>{tier(row.tier)}'
        f'{row_deadline(row)}</span><span class="ticket-row__sub"{language} title="{subject}">{subject}</span>'
        f'<span class="ticket-row__l3"><span>{escape(ticket_number(row.number))}</span>'
        f'{_product(row)}{_marks(row)}<span class="ticket-row__tags">{_tags(row)}</span>'
        f"{owner_avatar(row)}</span></a>"
    )


def link_row(line: Any, relation: str = "") -> SafeString:
    """A ticket beside something else; `relation` says how it belongs there, instead of its state."""
    said = escape(relation or status_label(line.state))
    return SafeString(
        f'<a class="link-row grow" href="{place("tickets:ticket", line.number)}">{status_glyph(line.state)}'
        f'<span class="grow"><span class="link-row__t">{escape(line.subject)}</span><span class="link-row__m">'
        f"<span>{ticket_number(line.number)}</span><span>{said}</span></span></span></a>"
    )


def _news(row: "QueueRow") -> str:
    if not row.unread:
        return ""
    label = escape(unread_label(row.unread))
    return f'<i class="dot ticket-row__dot" role="img" aria-label="{label}" title="{label}"></i>'


def _product(row: "QueueRow") -> str:
    name = escape(f"{row.product} {row.version}".strip())
    return f'<span class="ticket-row__prod" title="{name}">{name}</span>' if name else ""


def _tags(row: "QueueRow") -> str:
    return tags(row.tags, 2 if row.state in _UNMARKED_STATES else 1)


def _marks(row: "QueueRow") -> str:
    marks = f'<span class="count count--news">{row.unread}</span>' if row.unread > 1 else ""
    if row.has_draft:
        marks += f'<span class="tag tag--accent">{escape(_("Draft"))}</span>'
    if row.state in _UNMARKED_STATES:
        return marks
    label = escape(status_label(row.state))
    return f'{marks}<span class="tag ticket-row__state" title="{label}">{label}</span>'
