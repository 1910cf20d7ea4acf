"""Fills the variables of mail templates such as `{{ticket.number}}`; values are never evaluated."""

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_.]{0,60})\s*\}\}")
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&@:.])")
BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


def fill_line(template: str, values: Mapping[str, str]) -> str:
    """One line of plain text, for subjects: no value can bring a line break in. Unknown variables vanish."""
    filled = VARIABLE.sub(lambda match: values.get(match[1], ""), template)
    return re.sub(r" {2,}", " ", BREAKS.sub(" ", filled)).strip()


def fill_markdown(template: str, values: Mapping[str, str]) -> str:
    """Markdown in which every value is escaped as plain text."""
    return VARIABLE.sub(lambda match: _escape(values.get(match[1], "")), template)


def _escape(value: str) -> str:
    return MARKDOWN.sub(r"\\\1", BREAKS.sub(" ", value))


def variables_in(template: str) -> set[str]:
    """Names of the variables a template uses."""
    return set(VARIABLE.findall(template))
