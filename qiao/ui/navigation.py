"""Entries of the module strip and of the setup pages; each domain adds its own at start."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """A place one can go: shown to those whose role grants `permission`.

    It is current under `prefix` and under the paths of `also`.
    """

    title: str | Promise
    icon: str
    url_name: str
    permission: str
    order: int
    prefix: str
    also: tuple[str, ...] = ()


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


def _insert(entries: list[Entry], entry: Entry) -> None:
    if entry not in entries:
        entries.append(entry)
        entries.sort(key=lambda one: one.order)
