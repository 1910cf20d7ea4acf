"""API input is validated by the desk's own forms, so that both refuse the same input with the same messages."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.forms.forms import BaseForm

from qiao.kernel.api.problems import Invalid
from qiao.kernel.i18n import Bilingual

NOT_RENAMED: Mapping[str, str] = {}


def checked(form: BaseForm, *, only: set[str] | None = None, called: Mapping[str, str] = NOT_RENAMED) -> dict[str, Any]:
    """The clean values of a bound form, or of some of its fields. Raises Invalid with a sentence for each field.

    `called`: what fields of the form are called by the API, as {"team": "team_id"}.
    """
    if not form.is_valid():
        raise Invalid({
            "body" if name == "__all__" else called.get(name, name): " ".join(str(text) for text in texts)
            for name, texts in form.errors.items()
        })  # fmt: skip
    values: dict[str, Any] = form.cleaned_data
    return values if only is None else {name: value for name, value in values.items() if name in only}


def as_sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a browser sends them: rows by number, a text in two languages as two fields, nothing for no."""
    sent: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Bilingual):
            sent |= {f"{name}_en": value.en, f"{name}_zh": value.zh_hans}
        elif isinstance(value, list | tuple | QuerySet):
            sent[name] = [_number_of(one) for one in value]
        elif value is not None and value is not False:
            sent[name] = _number_of(value)
    return sent


def _number_of(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
