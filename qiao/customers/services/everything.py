"""Everything this installation holds, as JSON lines per table, with all files: for migration or archiving.

Secrets stay: passwords, tokens and what is encrypted at rest are of no use elsewhere and dangerous in a file.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, GeneratedField, Model, QuerySet

from qiao.kernel import files
from qiao.kernel.changes import plain_value
from qiao.kernel.files import FileMissing
from qiao.kernel.models import StoredFile
from qiao.kernel.secrets import EncryptedTextField

EVERYTHING = "everything"
_BATCH = 1_000
_CHUNK = 1024 * 1024
_NOT_DATA = frozenset({"kernel.searchdocument", "kernel.eventdelivery", "kernel.outboxevent", "tickets.presence"})
"""Derived from the other tables, or short-lived."""
_SECRET_NAMES = ("password", "secret", "token", "code_hash", "key_hash")
_SECRET_MODELS = ("token", "session", "signincode", "invitation")


@dataclass(frozen=True, slots=True)
class Sink:
    """Where it goes: `keep(path, parts)` writes one entry, `step(number)` counts rows and may stop it all."""

    keep: Callable[[str, Iterable[bytes]], None]
    step: Callable[[int], None]


def write_everything(sink: Sink) -> None:
    """All tables of all our domains in the order of their names, then all files, then a list of what is missing."""
    missing: list[str] = []
    for model in exported_models():
        sink.keep(f"data/{model._meta.label_lower}.jsonl", _lines(model, sink))
    for stored in _rows(StoredFile):
        try:
            with files.open_file(stored) as source:
                sink.keep(f"files/{stored.sha256}", iter(lambda: source.read(_CHUNK), b""))
        except FileMissing:
            missing.append(stored.sha256)
        sink.step(1)
    facts = {"format": 1, "tables": [model._meta.label_lower for model in exported_models()], "missing_files": missing}
    sink.keep("about.json", [json.dumps(facts, indent=1).encode()])


def exported_models() -> list[type[Model]]:
    """Tables that go along, those between two others included."""
    found = [model for model in apps.get_models(include_auto_created=True) if _is_data(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def _is_data(model: type[Model]) -> bool:
    label = model._meta.label_lower
    is_secret = any(word in model._meta.model_name for word in _SECRET_MODELS if model._meta.model_name)
    return model.__module__.startswith("qiao.") and label not in _NOT_DATA and not is_secret


def _lines(model: type[Model], sink: Sink) -> Iterator[bytes]:
    fields = [field for field in model._meta.concrete_fields if not _is_secret(field)]
    for row in _rows(model):
        values = {field.attname: plain_value(getattr(row, field.attname)) for field in fields}
        sink.step(1)
        yield json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"


def _is_secret(field: "Field[Any, Any]") -> bool:
    if isinstance(field, EncryptedTextField | GeneratedField):
        return True
    return any(word in field.name for word in _SECRET_NAMES)


def _rows(model: type[Model]) -> Iterator[Any]:
    """All rows by keyset, in short statements: nothing waits for us, however long the whole takes."""
    rows: QuerySet[Any] = QuerySet(model).order_by("pk")
    last: Any = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:_BATCH]):
        yield from batch
        last = batch[-1].pk
