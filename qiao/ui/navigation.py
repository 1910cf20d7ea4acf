"""Entries of the module strip and of the setup pages; each domain adds its own at start."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A navigation entry, shown to those whose role grants `permission`.

    It is current under `prefix` and under the paths of `also`.
    """

    title: str | Promise
    icon: str
    url_name: str
    permission: str
    order: int
    prefix: str
    also: tuple[str, ...] = ()


# headings of the setup navigation, each with the first `order` that stands under it
SETUP_GROUPS = (
    (10, _("People and rights")),
    (30, _("Mail")),
    (40, _("Tickets")),
    (80, _("Customers and portal")),
    (90, _("Connections")),
    (100, _("Supervision")),
)

_modules: list[Entry] = []
_setup: list[Entry] = []


def add_module(entry: Entry) -> None:
    """Put a module into the strip and the phone's tab bar. `prefix` is the path under which it is current."""
    _insert(_modules, entry)


def add_setup_page(entry: Entry) -> None:
    """Put a page into the setup navigation."""
    _insert(_setup, entry)


def modules() -> list[Entry]:
    """The strip, in order."""
    return list(_modules)


def setup_pages() -> list[Entry]:
    """The setup navigation, in order."""
    return list(_setup)


def setup_group(entry: Entry) -> str | Promise:
    """The heading under which a setup page stands."""
    return [title for first, title in SETUP_GROUPS if first <= entry.order][-1]


def _insert(entries: list[Entry], entry: Entry) -> None:
    if entry not in entries:
        entries.append(entry)
        entries.sort(key=lambda one: one.order)
