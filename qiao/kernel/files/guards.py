"""Who may download a file: decided by the objects that refer to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qiao.kernel.models import StoredFile

# (request.user, file) -> whether a thing that this user may see refers to the file.
Guard = Callable[[Any, StoredFile], bool]

_guards: dict[str, Guard] = {}


def register_guard(name: str, guard: Guard) -> None:
    """Register another kind of object that shows files. `name` says which, such as `tickets.message`."""
    _guards[name] = guard


def may_fetch(user: Any, stored: StoredFile) -> bool:
    """Whether any guard lets this user have the file; with no guard nobody may."""
    return any(guard(user, stored) for guard in _guards.values())
