"""Forgetting a person: finding the words by which somebody can be recognised, and putting a pseudonym in their place.

Addresses and numbers belong to one person and go wherever they stand. A name may be somebody else's too, so it goes
only where the person took part; `Scrubber` is told which of both it is.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from django.db.models import CharField, F, Func, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from qiao.kernel.i18n import Bilingual

_BEFORE_WORD, _AFTER_WORD = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_BEFORE_ADDRESS, _AFTER_ADDRESS = r"(?<![A-Za-z0-9._%+-])", r"(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
_SHORTEST_NUMBER = 7
_CHUNK = 500
_LARGEST_UNPACKED = 64 * 1024 * 1024
_TEXTS = ("utf-8", "gb18030", "utf-16-le")
_SEALED = ("%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF", "Rar!", "7z\xbc\xaf", "\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Traces:
    """Texts that identify one person: mail addresses, phone numbers and the like, and variants of the name."""

    addresses: tuple[str, ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    pseudonym: str


class Scrubber:
    """Puts the pseudonym in the place of a person's traces; `with_names` only where the person took part."""

    def __init__(self, traces: Traces, *, with_names: bool) -> None:
        loose = [*map(_address, traces.addresses), *filter(None, map(_number, traces.numbers))]
        if with_names:
            loose += [_name(name) for name in traces.names if len(name.strip()) > 1]
        parts = [part for part in loose if part]
        self.pseudonym = traces.pseudonym
        self._pattern = re.compile("|".join(bounded for bounded, _ in parts) or r"(?!)", re.IGNORECASE)
        self.sql = "|".join(plain for _, plain in parts)
        """The same for PostgreSQL without borders of words: a quick look that finds all that the pattern finds."""
        self.sql_exact = self._pattern.pattern if parts else ""
        """The pattern itself, which PostgreSQL reads alike."""

    def finds(self, text: str) -> bool:
        """Whether the text contains a trace."""
        return self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        """The text without traces."""
        return self._pattern.sub(self.pseudonym, text)

    def value(self, value: Any) -> Any:
        """The same for values of JSON and arrays."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self.value(part) for part in value]
        if isinstance(value, Bilingual):
            return Bilingual.of(self.value(value.as_json()))
        if isinstance(value, dict):
            return {self.text(str(key)): self.value(part) for key, part in value.items()}
        return value

    def bytes_tell(self, data: bytes) -> bool | None:
        """Whether a file contains a trace; None for kinds of files that cannot be searched."""
        if data[:4] == b"PK\x03\x04":
            return self._archive_tells(data)
        if any(self.finds(data.decode(charset, errors="ignore")) for charset in _TEXTS):
            return True
        return None if data[:8].decode("latin-1").startswith(_SEALED) else False

    def _archive_tells(self, data: bytes) -> bool | None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
                    return None
                told = [self.finds(entry.filename) or self.bytes_tell(archive.read(entry)) for entry in entries]
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
            return None
        return True if True in told else (None if None in told else False)


def rows_with_traces(rows: QuerySet[Any], fields: Sequence[str], scrubber: Scrubber) -> QuerySet[Any]:
    """The rows whose fields (text, JSON, arrays) contain a trace. A quick look first, borders of words are dear."""
    if not scrubber.sql:
        return rows.none()
    whole = Func(Value(" "), *(Cast(F(name), TextField()) for name in fields), function="concat_ws")
    whole.output_field = TextField()
    found: QuerySet[Any] = rows.annotate(all_words=whole).filter(all_words__iregex=scrubber.sql)
    return found.filter(all_words__iregex=scrubber.sql_exact)


def scrub_rows(rows: QuerySet[Any], fields: Sequence[str], scrubber: Scrubber) -> list[Any]:
    """Put the pseudonym into the fields of these rows; returns the keys of the rows that were changed."""
    model: type[Model] = rows.model
    changed = []
    found = rows_with_traces(rows.order_by("pk"), fields, scrubber).values("pk", *fields)
    for row in found.iterator(chunk_size=_CHUNK):
        news = {}
        for name in fields:
            after = scrubber.value(row[name])
            if after != row[name]:
                news[name] = _fitting(model, name, after)
        if news:
            QuerySet(model).filter(pk=row["pk"]).update(**news)
            changed.append(row["pk"])
    return changed


def ways_to_write(names: Iterable[str]) -> tuple[str, ...]:
    """Each name as it is, the other way round, and as HTML, JSON and addresses of pages write it."""
    ways: dict[str, None] = {}
    for name in (" ".join(name.split()) for name in names):
        if not name:
            continue
        words = name.split()
        turned = [f"{words[-1]}, {' '.join(words[:-1])}", f"{words[-1]} {' '.join(words[:-1])}"]
        for way in (name, *(turned if len(words) > 1 else ())):
            ways |= {
                way: None,
                html.escape(way): None,
                json.dumps(way)[1:-1]: None,
                quote(way): None,
                quote_plus(way): None,
            }
    return tuple(ways)


def _fitting(model: type[Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, CharField) and field.max_length and isinstance(value, str):
        return value[: field.max_length]
    return value


def _address(address: str) -> tuple[str, str]:
    ways = {address, quote(address, safe=""), html.escape(address)}
    plain = "|".join(sorted(re.escape(way) for way in ways))
    return f"{_BEFORE_ADDRESS}(?:{plain}){_AFTER_ADDRESS}", f"({plain})"


def _number(number: str) -> tuple[str, str] | None:
    """A phone number however it is spaced; short ones could be anything and are left alone."""
    digits = [letter for letter in number if letter.isdigit()]
    if len(digits) < _SHORTEST_NUMBER:
        return None
    spaced = r"[\s().-]*".join(digits)
    return rf"(?<!\d)\+?{spaced}(?!\d)", spaced


def _name(name: str) -> tuple[str, str]:
    plain = r"\s+".join(re.escape(word) for word in name.split())
    before = _BEFORE_WORD if name.strip()[0].isascii() else ""
    after = _AFTER_WORD if name.strip()[-1].isascii() else ""
    return f"{before}{plain}{after}", plain
