"""Changing an object's fields, and telling what changed in a form the audit can keep."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model

from qiao.kernel.i18n import Bilingual

Changes = dict[str, list[Any]]


def apply_changes(obj: Model, values: Mapping[str, Any]) -> Changes:
    """Set those attributes that differ; returns {name: [before, after]} as JSON values. Does not save."""
    changes: Changes = {}
    for name, value in values.items():
        before = getattr(obj, name)
        if before != value:
            setattr(obj, name, value)
            changes[name] = [plain_value(before), plain_value(value)]
    return changes


def plain_value(value: Any) -> Any:
    """The value as JSON can hold it: rows become their number, dates and money their text."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Bilingual):
        return value.as_json()
    if isinstance(value, datetime.date | datetime.time | Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(part) for part in value]
    return value
