"""Sentences for cells and rows that cannot be taken. They are stored as codes and written in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, str | Promise] = {
    "missing": _("is missing."),
    "too_long": _("has %(length)s characters; at most %(most)s are allowed."),
    "not_a_choice": _("“%(value)s” is not known. Allowed: %(allowed)s."),
    "not_a_day": _("“%(value)s” is not a date. Write it as 2026-03-31."),
    "ambiguous_day": _("“%(value)s” can mean two dates. Write it as 2026-03-31."),
    "not_a_moment": _("“%(value)s” is not a time. Write it as 2026-03-31 14:05."),
    "not_yes_or_no": _("“%(value)s” is neither yes nor no. Allowed: yes, no, 1, 0."),
    "not_a_number": _("“%(value)s” is not an amount. Write it as 12500.50."),
    "not_a_zone": _("“%(value)s” is not a time zone. Write it as Asia/Shanghai."),
    "not_readable": _(
        "“%(value)s” has characters that are not part of this encoding. Choose another encoding or correct the cell."
    ),
    "repeated": _("“%(value)s” already occurs in row %(row)s."),
}


def add_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Add a domain's own messages; each follows the name of the column."""
    _SENTENCES.update(sentences)


def sentence_for(code: str, details: Mapping[str, str]) -> str:
    """The sentence in the active language, without row and column."""
    return str(_SENTENCES[code]) % details
