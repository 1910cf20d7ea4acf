"""Acts of the record as lines people read. Every domain says once in which words (`word_acts`, `name_objects`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from qiao.kernel.models import AuditEntry

Text = str | Promise
Words = tuple[str, Text]
"""Icon, and what somebody did: "added a contact"."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: who, what, about what, when."""

    icon: str
    actor: str
    sentence: Text
    detail: str
    at: datetime


def _named(entry: AuditEntry) -> str:
    detail = entry.data.get("name") or entry.data.get("number") or entry.data.get("address") or ""
    return detail if isinstance(detail, str) else ""


_lines: dict[str, Callable[[AuditEntry], HistoryLine]] = {}
_objects: dict[str, Text] = {}


def word_acts(words: Mapping[str, Words], *, detail: Callable[[AuditEntry], str] = _named) -> None:
    """Say how acts read after the name of who did them. `detail`: what an act was about, from its entry."""

    def line(entry: AuditEntry) -> HistoryLine:
        icon, sentence = words[entry.verb]
        return HistoryLine(icon, entry.actor_name, sentence, detail(entry), entry.at)

    tell_acts(words, line)


def tell_acts(verbs: Iterable[str], line: Callable[[AuditEntry], HistoryLine]) -> None:
    """Say how acts read that need more than one wording."""
    _lines.update(dict.fromkeys(verbs, line))


def name_objects(names: Mapping[str, Text]) -> None:
    """Say what the objects of a domain are called, by model label in lower case."""
    _objects.update(names)


def history_lines(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """Lines in the order of the entries; an act nobody has words for shows its verb."""
    return [_lines.get(entry.verb, _unworded)(entry) for entry in entries]


def _unworded(entry: AuditEntry) -> HistoryLine:
    return HistoryLine("clock", entry.actor_name, entry.verb, _named(entry), entry.at)


def object_names() -> Mapping[str, Text]:
    """What every kind of object is called, by model label in lower case."""
    return _objects
