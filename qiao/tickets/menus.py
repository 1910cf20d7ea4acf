"""The queues on the left, and menus with an entry for each colleague, product or tag.

Written here and not in a template, as the rows of the list are: a page of the table holds some two hundred of them.
"""

from collections.abc import Collection, Iterable
from html import escape

from django.utils.http import urlencode
from django.utils.safestring import SafeString

from qiao.tickets.selectors import Choice
from qiao.tickets.selectors.rail import RailItem
from qiao.ui.marks import avatar, icon
from qiao.ui.places import place

_RAIL_ICONS = {
    "mine": "inbox", "team": "users", "unassigned": "user", "waiting": "pause", "due": "clock", "followed": "eye",
    "unread": "mail", "mentions": "at", "snoozed": "moon", "solved": "check-circle", "all": "rows", "spam": "shield",
}  # fmt: skip
_CURRENT = ' aria-current="page"'
_NOT_PEOPLE = {"me", "none"}


def rail_link(item: RailItem, view: str, is_table: bool) -> SafeString:
    """A queue on the left. `view` is the one that is shown; in the table, queues are shown as tables."""
    address = f"{place('tickets:table' if is_table else 'tickets:desk')}?{urlencode({'view': item.view})}"
    label = escape(item.label)
    hot = " count--hot" if item.view == "due" and item.count else ""
    return SafeString(
        f'<a class="rail__item" href="{address}"{_CURRENT if item.view == view else ""}>'
        f'{icon(_RAIL_ICONS.get(item.view, "users"))}<span class="cut" title="{label}">{label}</span>'
        f'<span class="count{hot}">{item.shown}</span></a>'
    )


def filter_boxes(field: str, options: Iterable[Choice], chosen: Collection[str]) -> SafeString:
    """A box to tick for each value of a filter."""
    return SafeString(
        "".join(
            f'<label class="menu__item check"><input type="checkbox" name="{field}" value="{escape(option.value)}"'
            f'{" checked" if option.value in chosen else ""}><span class="cut">{escape(option.label)}</span></label>'
            for option in options
        )
    )


def bulk_people(people: Iterable[Choice]) -> SafeString:
    """Colleagues to give the selected tickets to."""
    return SafeString(
        "".join(
            f'<button class="menu__item" role="menuitem" type="button" data-bulk-act="assign"'
            f' data-bulk-value="{escape(one.value)}">{avatar(one.label, "sm")}{escape(one.label)}'
            f'<span class="menu__end">{escape(one.hint)}</span></button>'
            for one in people
            if one.value not in _NOT_PEOPLE
        )
    )
