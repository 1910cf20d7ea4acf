"""Forms of requests: what each kind of field accepts, which are shown, which must be filled. The server decides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qiao.tickets.rules.custom_fields import Field, FieldValueWrong, Problem, stored_value

LONGEST_TEXT = 50_000
"""Characters of a customer's description or answer; what is longer is refused, never cut."""
FIELD_KINDS = ("text", "long_text", "number", "date", "choice", "checkbox", "file")
TESTS = ("is", "is_not", "one_of", "filled", "empty")
_STORED_AS = {"checkbox": "yes_no", "long_text": "text"}
Value = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A look at an earlier field. `value`: what it is compared with; several, separated by commas, for `one_of`."""

    field: str
    test: str
    value: str = ""

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it is so. A field that is not shown is empty; a box that is not ticked is `no`."""
        found = values.get(self.field)
        text = ("yes" if found else "no") if isinstance(found, bool) else "" if found is None else str(found)
        match self.test:
            case "is":
                return text == self.value
            case "is_not":
                return text != self.value
            case "one_of":
                return text in {part.strip() for part in self.value.split(",")}
            case "filled":
                return text not in {"", "no"}
            case _:
                return text in {"", "no"}


@dataclass(frozen=True, slots=True)
class FormField:
    """A question. Without `shown_if` it is always shown; `required_if` adds to `is_required`."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()
    is_required: bool = False
    shown_if: Condition | None = None
    required_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What a form holds once it is read: values of the shown fields, and what is wrong, by key."""

    values: dict[str, Value]
    problems: dict[str, "Problem | Literal['missing']"]
    shown: frozenset[str]


def condition_of(stored: Mapping[str, str]) -> Condition | None:
    """A stored condition; None when there is none or it is broken."""
    if not stored.get("field") or stored.get("test") not in TESTS:
        return None
    return Condition(stored["field"], stored["test"], stored.get("value", ""))


def read_form(fields: Sequence[FormField], given: Mapping[str, object]) -> FilledForm:
    """Read what was sent, in order: a condition sees earlier fields only, and hidden fields hold nothing.

    `given` of a file field is how many files there are.
    """
    values: dict[str, Value] = {}
    problems: dict[str, Problem | Literal["missing"]] = {}
    shown: set[str] = set()
    for field in fields:
        if field.shown_if and not field.shown_if.holds(values):
            continue
        shown.add(field.key)
        try:
            values[field.key] = _read(field, given.get(field.key))
        except FieldValueWrong as wrong:
            problems[field.key] = wrong.problem
            continue
        is_needed = field.is_required or bool(field.required_if and field.required_if.holds(values))
        if is_needed and values[field.key] in (None, "", False, 0) and not _is_zero(field, values[field.key]):
            problems[field.key] = "missing"
    return FilledForm(values, problems, frozenset(shown))


def wrong_conditions(fields: Sequence[FormField]) -> tuple[str, ...]:
    """Keys of fields whose conditions look at a field that does not stand before them."""
    earlier: set[str] = set()
    wrong: list[str] = []
    for field in fields:
        seen = {condition.field for condition in (field.shown_if, field.required_if) if condition}
        if not seen <= earlier:
            wrong.append(field.key)
        earlier.add(field.key)
    return tuple(wrong)


def _read(field: FormField, given: object) -> Value:
    if field.kind == "file":
        return int(str(given)) if given else 0
    if field.kind == "checkbox" and not given:
        return False
    return stored_value(Field(field.key, _STORED_AS.get(field.kind, field.kind), field.choices), given)


def _is_zero(field: FormField, value: Value) -> bool:
    return field.kind == "number" and value == 0 and value is not None and not isinstance(value, bool)


_TOKEN = re.compile(r"(?i)(password|passwd|secret|token|authorization|api[_-]?key)(\s*[=:]\s*|\s+)\S+")
_QUERY = re.compile(r"(https?://[^\s?#]+)[?#]\S*")
CONTEXT_KEYS = ("page", "title", "version", "browser", "screen", "errors")
MOST_ERRORS = 10


def tidy_context(given: Mapping[str, object]) -> dict[str, str | list[str]]:
    """What a page tells along, cut to size; query strings and what looks like a secret are left out."""
    tidy: dict[str, str | list[str]] = {}
    for key in CONTEXT_KEYS:
        value = given.get(key)
        if key == "errors" and isinstance(value, list):
            lines = [_harmless(str(line))[:500] for line in value[:MOST_ERRORS] if str(line).strip()]
            if lines:
                tidy[key] = lines
        elif isinstance(value, str) and value.strip():
            tidy[key] = _harmless(value.strip())[:500]
    return tidy


def _harmless(text: str) -> str:
    without_query = _QUERY.sub(r"\1", " ".join(text.replace("\0", "").split()))
    return _TOKEN.sub(r"\1\2…", without_query)
