"""Named places on a page into which higher domains hang boxes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Panel:
    """A box: `address` gives the URL of its content for the page's object."""

    slot: str
    title: str | Promise
    order: int
    address: Callable[[Any], str]


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(
    slot: str, *, title: str | Promise, order: int = 50
) -> Callable[[Callable[[Any], str]], Callable[[Any], str]]:
    """Hang a box into `slot`; the decorated function returns the address of its content."""

    def hang(address: Callable[[Any], str]) -> Callable[[Any], str]:
        _panels[slot].append(Panel(slot, title, order, address))
        _panels[slot].sort(key=lambda one: one.order)
        return address

    return hang


def panels_of(slot: str) -> list[Panel]:
    """The boxes of a slot, in order."""
    return list(_panels[slot])
