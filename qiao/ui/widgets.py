"""Selects whose options a combobox finds by more than their label."""

from collections.abc import Mapping
from typing import Any

from django.forms import Select, SelectMultiple


class Findable(Select):
    """A select whose options carry search keys ("lin zhi yuan lzy") and a quiet second text.

    `keys` and `meta` map an option's value to them.
    """

    def __init__(
        self, *args: Any, keys: Mapping[str, str] | None = None, meta: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys, self.meta = dict(keys or {}), dict(meta or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One option, as Django's templates want it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        given = {"data-keys": self.keys.get(str(value)), "data-meta": self.meta.get(str(value))}
        option["attrs"] |= {attribute: text for attribute, text in given.items() if text}
        return option


class FindableMultiple(Findable, SelectMultiple):
    """The same for several choices."""
