"""What only the desk's pages need: `{% load desk %}`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qiao.kernel.i18n import CHINESE, ENGLISH, known_language
from qiao.tickets.labels import (
    COLUMN_LABELS,
    KIND_LABELS,
    LINK_LABELS,
    LINKED_FROM_LABELS,
    METRIC_LABELS,
    SEVERITY_LABELS,
)
from qiao.tickets.menus import bulk_people, filter_boxes, rail_link
from qiao.tickets.message_cards import Frame, exactly
from qiao.tickets.rows import Named, link_row, row_deadline, ticket_row
from qiao.tickets.rows import ticket_number as number
from qiao.tickets.selectors.conversations import reply_language
from qiao.tickets.table_cells import table_row
from qiao.tickets.timeline_entries import event_node, timeline_entry
from qiao.ui.places import place
from qiao.ui.templatetags.ui import avatar, duration, icon

register = template.Library()
register.filter("number", number)
register.filter(exactly)
register.simple_tag(row_deadline)
register.simple_tag(event_node)
register.simple_tag(link_row)
register.simple_tag(table_row)
register.simple_tag(rail_link)
register.simple_tag(filter_boxes)
register.simple_tag(bulk_people)


@register.simple_tag(takes_context=True)
def ticket_rows(context: Any, rows: Iterable[Any]) -> SafeString:
    """Rows of the list; the current one is the one whose ticket is open beside it."""
    query, is_oob = context.get("query") or "", bool(context.get("is_oob"))
    shown = {getattr(context.get("ticket"), "number", None), context.get("open_number")}
    return SafeString(
        "\n".join(ticket_row(row, query=query, is_open=row.number in shown, is_oob=is_oob) for row in rows)
    )


@register.simple_tag(name="ticket_row", takes_context=True)
def row_of(context: Any, row: Any) -> SafeString:
    """One row, to replace it in the list."""
    return ticket_rows(context, [row])


@register.simple_tag(takes_context=True)
def opens(context: Any, name: str, *numbers: int) -> SafeString:
    """Where a link leads, and the place of dialogs in which it opens. The queue that is shown stays in the address."""
    address = _address(context, name, numbers)
    return SafeString(f'href="{address}" hx-get="{address}" hx-target="#dialogs"')


@register.simple_tag(takes_context=True)
def posts(context: Any, name: str, *numbers: int) -> SafeString:
    """Where a form goes; the conversation comes back."""
    address = _address(context, name, numbers)
    return SafeString(f'method="post" action="{address}" hx-post="{address}" hx-target="#thread" hx-swap="outerHTML"')


@register.simple_tag(takes_context=True)
def sends(context: Any, name: str, *numbers: int) -> SafeString:
    """Where a button sends the form it belongs to."""
    address = _address(context, name, numbers)
    return SafeString(f'formaction="{address}" hx-post="{address}"')


def _address(context: Any, name: str, numbers: tuple[int, ...]) -> str:
    return f"{place(name, *numbers)}?{escape(context.get('query') or '')}"


@register.simple_tag(takes_context=True)
def timeline_entries(context: Any, entries: Iterable[Any], number: int) -> SafeString:
    """Entries of the timeline of ticket `number` under headings of their days."""
    frame, shown, last = frame_of(context["request"], number, context.get("query") or ""), [], ""
    today, language = timezone.localdate(), get_language()
    for entry in entries:
        if (heading := _named_day(timezone.localdate(entry.at), today, language)) != last:
            shown.append(f'<div class="tl__day"><span>{escape(heading)}</span></div>')
            last = heading
        shown.append(timeline_entry(entry, frame))
    return SafeString("\n".join(shown))


def frame_of(request: Any, number: int, query: str) -> Frame:
    """The frame of a conversation in the answer to a request."""
    may = request.user.may
    return Frame(
        number, query, f"{request.scheme}://{request.get_host()}", csrf_field(request), may_reply=may("ticket.reply"),
        may_note=may("ticket.note"), may_edit=may("ticket.edit"), may_merge=may("ticket.merge"),
        may_see_mail=may("mail.view"),
    )  # fmt: skip


def csrf_field(request: Any) -> SafeString:
    """The hidden field of a form, as {% csrf_token %} writes it."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@lru_cache(maxsize=1_024)
def _named_day(day: date, today: date, _language: str | None) -> str:
    """Heading of a day in a timeline."""
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return format_date(day, _("l j M") if day.year == today.year else _("l j M Y"))


@register.filter
def clock_time(at: datetime | None) -> str:
    """Hour and minute in the reader's zone."""
    return f"{timezone.localtime(at):%H:%M}" if at else ""


@register.filter
def names(addresses: Any) -> str:
    """Names, or addresses where there is no name, separated by commas."""
    return ", ".join(address.name or address.address for address in addresses)


@register.filter
def numbers(tickets: Iterable[int]) -> str:
    """Numbers of tickets as they are shown, separated by commas."""
    return ", ".join(map(number, tickets))


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """A value of a mapping by its key; nothing when it is missing."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def person_avatar(card: Any, size: str = "") -> SafeString:
    """Somebody on a card with `name` and `hue`."""
    return avatar(Named(card.name, card.hue), size)


@register.simple_tag
def link_relation(card: Any) -> str:
    """How the other ticket belongs to this one."""
    labels = LINK_LABELS if card.is_outward else LINKED_FROM_LABELS
    return str(labels.get(card.kind, card.kind))


@register.filter
def newest_id(rows: Any) -> int:
    """The youngest ticket among rows, after which others are news."""
    return max((row.id for row in rows), default=0)


@register.simple_tag
def reply_languages(ticket: Any, written: str | None = "") -> list[tuple[str, str, bool]]:
    """Languages a reply can be greeted and signed in: value, label, and whether it is the customer's or chosen one."""
    chosen = written or known_language(reply_language(ticket))
    return [(ENGLISH, _("English"), chosen == ENGLISH), (CHINESE, _("Chinese"), chosen == CHINESE)]


@register.simple_tag
def metric_label(metric: str) -> str:
    """Label of a clock's metric."""
    return str(METRIC_LABELS.get(metric, metric))


@register.simple_tag
def kind_label(kind: str) -> str:
    """Label of a ticket's type."""
    return str(KIND_LABELS.get(kind, kind))


@register.simple_tag
def severity_label(severity: str) -> str:
    """Label of a severity."""
    return str(SEVERITY_LABELS.get(severity, severity))


@register.simple_tag
def clock_state(clock: Any) -> SafeString:
    """How much is left, or how it ended."""
    if clock.state == "met":
        return format_html('<b class="ok-t">{}</b>', _("met"))
    if clock.state == "cancelled":
        return format_html('<b class="t3">{}</b>', _("no longer counted"))
    if clock.state == "paused":
        return format_html('<b class="t3">{}</b>', _("paused"))
    left = clock.left_seconds if clock.left_seconds is not None else 0
    if clock.state == "breached" or left < 0:
        text = _("%(time)s late") % {"time": duration(abs(left))} if left else _("missed")
        return format_html('<b class="danger-t">{}</b>', text)
    return format_html("<b>{}</b>", _("%(time)s left") % {"time": duration(left)})


@register.simple_tag
def clock_bar(clock: Any) -> SafeString:
    """How much of the promised time is used."""
    left = clock.left_seconds if clock.left_seconds is not None else clock.target_seconds
    used = (
        100 if clock.state == "breached" else max(0, min(100, round(100 - 100 * left / max(1, clock.target_seconds))))
    )
    late = clock.state == "breached" or left < 0
    tone = (
        "late"
        if late
        else "rest"
        if clock.state in {"paused", "cancelled"}
        else "ok"
        if clock.state == "met" or used < 66
        else "warn"
    )
    return format_html(
        '<progress class="progress progress--{}" max="100" value="{}" aria-label="{}"></progress>',
        tone, 100 if late or clock.state == "met" else used, metric_label(clock.metric),
    )  # fmt: skip


@register.simple_tag
def clock_why(clock: Any) -> str:
    """Target and deadline in one sentence."""
    target = duration(clock.target_seconds)
    if clock.state == "met":
        return _("Target %(target)s, done at %(when)s.") % {"target": target, "when": exactly(clock.stopped_at)}
    if clock.due_at is None:
        return _("Target %(target)s, the clock is paused.") % {"target": target}
    return _("Target %(target)s, due %(when)s.") % {"target": target, "when": exactly(clock.due_at)}


SORTS = {"due": ("due", "due"), "priority": ("priority", "priority"), "updated": ("updated", "updated"),
         "created": ("created", "oldest")}  # fmt: skip


@register.simple_tag
def column_head(column: str, filters: Any, sort: str) -> SafeString:
    """Name of a column; a link where one can sort by it."""
    label = COLUMN_LABELS[column]
    if column not in SORTS:
        return format_html("<span>{}</span>", label)
    first, second = SORTS[column]
    is_on = sort in {first, second}
    target = second if sort == first else first
    mark = icon("arrow-down" if sort in {"updated", "created"} else "arrow-up", "sm") if is_on else ""
    return format_html(
        '<a class="table__sort"{} href="?{}">{}{}</a>',
        SafeString(' aria-current="true"') if is_on else "", filters.with_(sort=target).to_query(), label, mark,
    )  # fmt: skip


@register.filter
def newest_event(entries: Any) -> int:
    """Id of the youngest event among timeline entries."""
    return max((int(entry.key[1:]) for entry in entries if entry.kind == "event"), default=0)
