"""Answers that stay the same while one page is made: asked once, kept until the page is done.

Only reading requests to the desk remember (`desk_page` opens the memory), so nothing that is written can be
missed, and nothing outlives the request or reaches another person.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("qiao_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside the block, functions marked `once_a_page` are asked once for the same arguments."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def once_a_page(ask: Callable[P, R]) -> Callable[P, R]:
    """Mark a function whose result is immutable (tuples, frozen values); rows are compared by their key.

    Outside of `remembering` it is asked every time.
    """

    @wraps(ask)
    def asked(*args: P.args, **options: P.kwargs) -> R:
        known = _memory.get()
        if known is None:
            return ask(*args, **options)
        key = (ask, *map(_key, args), *((name, _key(value)) for name, value in sorted(options.items())))
        if key not in known:
            known[key] = ask(*args, **options)
        return cast("R", known[key])

    return asked


def _key(value: Any) -> Hashable:
    return (type(value), value.pk) if isinstance(value, Model) else value
