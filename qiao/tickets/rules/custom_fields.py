"""Values of custom fields: what each kind accepts, and how it is stored in JSON."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

MOST_TEXT = 2_000
MOST_TAGS = 30
LONGEST_TAG = 60
LONGEST_KEY, LONGEST_LABEL = 40, 80
Problem = Literal["not_a_number", "not_a_date", "not_a_choice", "not_yes_or_no", "not_a_link", "too_long", "unknown"]
_YES = {"true", "1", "yes", "on"}
_NO = {"false", "0", "no", "off"}


class FieldValueWrong(ValueError):
    """A value does not fit its field; `problem` says how."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Field:
    """A custom field as the rules see it. No products means all; `choices` are keys."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()
    product_ids: tuple[int, ...] = ()
    is_required_to_solve: bool = False

    def applies_to(self, product_id: int | None) -> bool:
        """Whether tickets of this product have the field."""
        return not self.product_ids or product_id in self.product_ids


def stored_value(field: Field, given: object) -> str | float | int | bool | None:
    """The value as stored; None when it was cleared. Raises FieldValueWrong."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    text = str(given).strip()
    if len(text) > MOST_TEXT:
        raise FieldValueWrong("too_long")
    match field.kind:
        case "number":
            return _number(text)
        case "date":
            return _date(text)
        case "yes_no":
            return _yes_no(text)
        case "choice":
            if text not in field.choices:
                raise FieldValueWrong("not_a_choice")
            return text
        case "url":
            return _link(text)
        case _:
            return text


def missing_to_solve(fields: Iterable[Field], values: dict[str, object], product_id: int | None) -> tuple[str, ...]:
    """Keys of required fields of this product that have no value."""
    return tuple(
        field.key
        for field in fields
        if field.is_required_to_solve and field.applies_to(product_id) and values.get(field.key) in (None, "")
    )


def tidy_tags(names: Iterable[str]) -> list[str]:
    """Tags as stored: trimmed, one space inside, no leading #, no commas, each once whatever its case."""
    tidy: dict[str, str] = {}
    for name in names:
        text = " ".join(name.replace(",", " ").lstrip("#").split())
        if text:
            tidy.setdefault(text.casefold(), text)
    return list(tidy.values())


def tags_problem(names: Iterable[str]) -> tuple[str, dict[str, str]] | None:
    """Why a ticket cannot have these tags: the code of a sentence with what fills it; None when it can."""
    tags = tidy_tags(names)
    if len(tags) > MOST_TAGS:
        return "too_many_tags", {"most": str(MOST_TAGS), "count": str(len(tags))}
    too_long = next((tag for tag in tags if len(tag) > LONGEST_TAG), "")
    return ("tag_too_long", {"most": str(LONGEST_TAG), "tag": too_long[:20]}) if too_long else None


def _number(text: str) -> float | int:
    try:
        value = float(text)
    except ValueError:
        raise FieldValueWrong("not_a_number") from None
    if not math.isfinite(value):
        raise FieldValueWrong("not_a_number")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise FieldValueWrong("not_a_date") from None


def _yes_no(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise FieldValueWrong("not_yes_or_no")
    return text.lower() in _YES


def _link(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        raise FieldValueWrong("not_a_link") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise FieldValueWrong("not_a_link")
    return text
