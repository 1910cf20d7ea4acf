"""API input is validated by the desk's own forms, so that both refuse the same input with the same messages."""

from typing import Any

from django.forms.forms import BaseForm

from qiao.kernel.api.problems import Invalid


def checked(form: BaseForm, *, only: set[str] | None = None) -> dict[str, Any]:
    """The clean values of a bound form, or of some of its fields. Raises Invalid with a sentence for each field."""
    if not form.is_valid():
        raise Invalid({
            "body" if name == "__all__" else name: " ".join(str(text) for text in texts)
            for name, texts in form.errors.items()
        })  # fmt: skip
    values: dict[str, Any] = form.cleaned_data
    return values if only is None else {name: value for name, value in values.items() if name in only}
