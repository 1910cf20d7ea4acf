"""Guessing which column is what: from its header in either language and from its values."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from qiao.kernel.i18n import CHINESE, ENGLISH, in_language
from qiao.kernel.models import ColumnMemory
from qiao.kernel.tables.kinds import Field, TableKind
from qiao.kernel.tables.values import BadValue, fold

PROBLEM_HEADER = _("To be corrected")
_ENOUGH = 45
_ENOUGH_AGAIN = 60
_SHORTEST_PART = {True: 2, False: 4}  # Han words are short


def guess_mapping(kind: TableKind, headers: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """A field's key or "" for each column: what somebody chose for these headers before, else the best guess."""
    memory = ColumnMemory.objects.filter(kind=kind.key, headers_digest=headers_digest(headers)).first()
    if memory:
        known = {one.key for one in kind.fields}
        chosen = [memory.mapping.get(fold(header), "") for header in headers]
        return [key if key in known else "" for key in chosen]
    columns = [[row[at] for row in samples if at < len(row) and row[at]] for at in range(len(headers))]
    scored = [
        (score(one, header, columns[at]), -order, -at)
        for order, one in enumerate(kind.fields)
        for at, header in enumerate(headers)
        if not is_problem_header(header)
    ]
    mapping, taken = [""] * len(headers), set()
    for points, order, at in sorted(scored, reverse=True):
        one = kind.fields[-order]
        is_open = one.key not in taken or (one.repeats and points >= _ENOUGH_AGAIN)
        if points >= _ENOUGH and not mapping[-at] and is_open:
            mapping[-at] = one.key
            taken.add(one.key)
    return mapping


def remember_mapping(kind: TableKind, headers: Sequence[str], mapping: Sequence[str]) -> None:
    """Keep a choice for the next file with these headers."""
    pairs = {fold(header): key for header, key in zip(headers, mapping, strict=True)}
    ColumnMemory.objects.update_or_create(
        kind=kind.key, headers_digest=headers_digest(headers), defaults={"mapping": pairs}
    )


def headers_digest(headers: Sequence[str]) -> str:
    """The same for the same headers in any order, with or without our column of problems."""
    folded = sorted(fold(header) for header in headers if not is_problem_header(header))
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()


def is_problem_header(header: str) -> bool:
    """Whether a column is the one we added to a file of refused rows."""
    return fold(header) in {fold(title) for title in problem_headers()}


def problem_headers() -> list[str]:
    """The title of our column in both languages."""
    titles = []
    for language in (ENGLISH, CHINESE):
        with in_language(language):
            titles.append(str(PROBLEM_HEADER))
    return titles


def score(field: Field, header: str, values: Sequence[str]) -> int:
    """How well a column fits a field, 0 to 150."""
    points = _by_header(field, fold(header))
    if not values or (field.form is None and not field.choices):
        return points
    share = sum(_fits(field, value) for value in values) / len(values)
    if share >= 0.8:
        return points + (50 if field.form else 20)
    return points - 40 if share < 0.3 else points


def _by_header(field: Field, header: str) -> int:
    if header in field.headers:
        return 100 - field.headers.index(header)
    best = 0
    for word in field.headers:
        shortest = _SHORTEST_PART[not word.isascii()]
        if len(word) >= shortest and word in header:
            best = max(best, 45 + 30 * len(word) // len(header))
    return best


def _fits(field: Field, value: str) -> bool:
    if field.form is not None:
        return field.form.fullmatch(value) is not None
    try:
        field.read(value)
    except BadValue:
        return False
    return True
