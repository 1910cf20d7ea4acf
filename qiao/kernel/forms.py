"""Between forms and services, and between people who have the same form open."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.forms.fields import Field
from django.forms.forms import BaseForm
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from qiao.kernel.errors import Refusal

T = TypeVar("T")


def attempt(form: BaseForm, act: Callable[[], T]) -> T | None:
    """Run the act of a valid form; a refusal becomes a form error and returns None."""
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None


if TYPE_CHECKING:
    _Form = BaseForm
else:
    _Form = object


class OwnChanges(_Form):
    """Part of a form that several people may have open: what a saver changed is written, and nothing else.

    The page carries the values it began with in a hidden field, `began`. What somebody else changed meanwhile stays;
    what both changed is refused once, with the other's value named. Without `began` all values count as changed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: dict[str, str] = {}

    def clean(self) -> Any:
        """Refuse what somebody else changed too, to something else."""
        values = super().clean()
        self._seen = began_with(self.data)
        for name in [name for name in self._seen if name in self.fields and name not in self.errors]:
            now, mine = self._now(name), self._mine(name)
            if mine != self._seen[name] != now != mine:
                self._seen[name] = now
                words = _("Meanwhile somebody set this to “%(value)s”. Save again to put yours in its place.")
                self.add_error(name, words % {"value": _shown(self.fields[name], now)})
        return values

    def own_changes(self) -> dict[str, Any]:
        """The clean values of fields that the saver changed."""
        return {name: value for name, value in self.cleaned_data.items() if self._seen.get(name) != self._mine(name)}

    def began(self) -> str:
        """A hidden field of the page: the values its reader has seen, as JSON."""
        return json.dumps({name: self._seen.get(name, self._now(name)) for name in self.fields})

    def _now(self, name: str) -> str:
        return _plain(self.fields[name], self.get_initial_for_field(self.fields[name], name))

    def _mine(self, name: str) -> str:
        field = self.fields[name]
        return _plain(field, field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))


def began_with(data: Any) -> dict[str, str]:
    """The values a page began with, from what it sent; empty when it sent none."""
    try:
        found = json.loads(data.get("began") or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _plain(field: Field, value: Any) -> str:
    """A value as the page would send it, whatever its type."""
    value = field.prepare_value(value)
    return "" if value in (None, False) else str(value).replace("\r\n", "\n").strip()


def _shown(field: Field, value: str) -> str:
    """A plain value as people read it: the label of a choice, else the text itself."""
    choices: Any = flatten_choices(getattr(field, "choices", ()))
    labels = {str(key): str(label) for key, label in choices}
    return labels.get(value, value) or "—"
