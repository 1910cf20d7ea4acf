"""Addresses of pages by name and whole numbers, for pages with hundreds of links.

Django's `reverse` goes through every candidate pattern again; here that happens once for each name.
"""

from functools import cache

from django.urls import reverse

from qiao.ui.folding import says_the_same

_STAND_IN = 918_273_600


@says_the_same
def place(name: str, *numbers: int) -> str:
    """The same as `reverse(name, args=numbers)`. Raises NoReverseMatch."""
    return _shape(name, len(numbers)).format(*map(int, numbers))


@cache
def _shape(name: str, count: int) -> str:
    """The address with `{0}`, `{1}` … where the numbers stand."""
    shape = reverse(name, args=[_STAND_IN + at for at in range(count)]).replace("{", "{{").replace("}", "}}")
    for at in range(count):
        shape = shape.replace(str(_STAND_IN + at), f"{{{at}}}")
    return shape
