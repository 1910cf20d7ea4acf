"""The request form: what every request has, and the questions of its kind, read by the rules of the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qiao.customers.portal import normal_email
from qiao.kernel.i18n import Bilingual
from qiao.tickets.models import RequestField, RequestType
from qiao.tickets.rules.request_forms import LONGEST_TEXT, FilledForm, read_form
from qiao.tickets.selectors.request_types import Place, VersionChoice, as_rules
from qiao.tickets.services.portal import Asked

PROBLEMS: dict[str, Promise] = {
    "missing": gettext_lazy("Please answer this question."),
    "not_a_number": gettext_lazy("Write a number, such as 12.5."),
    "not_a_date": gettext_lazy("Write a date, such as 2026-11-30."),
    "not_a_choice": gettext_lazy("Choose one of the answers."),
    "not_yes_or_no": gettext_lazy("Choose one of the answers."),
    "too_long": gettext_lazy("This is too long for this field. Write it in the description."),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to show: its control, and the conditions as the page's script reads them."""

    bound: forms.BoundField
    row: RequestField

    @property
    def shown_if(self) -> str:
        """`field test value`, or nothing."""
        return _condition(self.row.shown_if)

    @property
    def required_if(self) -> str:
        """`field test value`, or nothing."""
        return _condition(self.row.required_if)


class RequestForm(forms.Form):
    """A request. Questions are named `q_<key>`; every check happens here, whatever the browser showed."""

    place = forms.ChoiceField(label=gettext_lazy("What it is about"))
    version = forms.ChoiceField(
        label=gettext_lazy("Version"), required=False,
        help_text=gettext_lazy("Filled in from our records. Change it if you use another one."),
    )  # fmt: skip
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=pgettext_lazy("request form", "What happened"), max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("Please write no passwords here. We ask for them in another way if we need one."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any,
        files: "MultiValueDict[str, UploadedFile[Any]] | None",
        *,
        request_type: RequestType | None,
        rows: Sequence[RequestField],
        places: Sequence[Place],
        versions: Sequence[VersionChoice],
        initial: dict[str, Any] | None = None,
        kept: int = 0,
    ) -> None:
        """`kept` is how many files were sent before the form: they answer questions for files too."""
        super().__init__(data, files, initial=initial)
        self.kept = kept
        self.request_type, self.rows, self.places = request_type, list(rows), list(places)
        self.filled: FilledForm | None = None
        self.fields["place"].choices = [(one.key, one.label) for one in places]  # type: ignore[attr-defined]
        self.fields["version"].choices = [("", _("I do not know")), *_grouped(versions)]  # type: ignore[attr-defined]
        if not versions:
            del self.fields["version"]
        elif not (initial or {}).get("version"):
            self.fields["version"].help_text = ""
        for row in self.rows:
            self.fields[f"q_{row.key}"] = _control(row)

    @property
    def questions(self) -> list[Question]:
        """The questions of the kind, in order."""
        return [Question(self[f"q_{row.key}"], row) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        """Let the rules read the questions: hidden ones hold nothing, required ones must be filled."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = {row.key: self._given(row) for row in self.rows}
        self.filled = read_form(as_rules(self.rows), given)
        for key, problem in self.filled.problems.items():
            self.add_error(f"q_{key}", str(PROBLEMS.get(problem, PROBLEMS["not_a_choice"])))
        return cleaned

    def asked(self) -> Asked:
        """What was asked, once the form is valid."""
        filled = self.filled or FilledForm({}, {}, frozenset())
        place = next(one for one in self.places if one.key == self.cleaned_data["place"])
        version = self.cleaned_data.get("version") or ""
        shown = [(row.label.text, _spoken(row, filled.values.get(row.key))) for row in self.rows if row.kind != "file"]
        return Asked(
            subject=self.cleaned_data["subject"], text=self.cleaned_data["text"], product_id=place.product_id,
            deployment_id=place.deployment_id,
            version_id=int(version) if version.isdecimal() else None,
            request_type_id=self.request_type.pk if self.request_type else None,
            answers=tuple((question, answer) for question, answer in shown if answer),
            values={key: value for key, value in filled.values.items() if value not in (None, "", False)},
        )  # fmt: skip

    def uploads(self) -> "list[UploadedFile[Any]]":
        """Files that came with the form itself: from browsers without scripts, and of file questions."""
        names = ["files", *(f"q_{row.key}" for row in self.rows if row.kind == "file" and self._is_shown(row))]
        return [upload for name in names for upload in _all_of(self.files, name)]

    def _is_shown(self, row: RequestField) -> bool:
        return self.filled is not None and row.key in self.filled.shown

    def _given(self, row: RequestField) -> object:
        name = f"q_{row.key}"
        if row.kind == "file":
            return len(_all_of(self.files, name)) + self.kept
        return self.data.get(name)


class AskForm(RequestForm):
    """A request by somebody who has not signed in: with an address to prove, and a proof of work."""

    email = forms.CharField(
        label=gettext_lazy("Your email"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We will mail you a link. Your request is submitted when you open it."),
    )  # fmt: skip
    name = forms.CharField(
        label=pgettext_lazy("of a customer", "Your name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    field_order = ["email", "name", "place", "version", "subject"]

    def clean_email(self) -> str:
        """An address as it is matched."""
        address = normal_email(self.cleaned_data["email"])
        if not address:
            raise forms.ValidationError(_("This does not look like an email address. Check it and try again."))
        return address


def _all_of(files: Any, name: str) -> "list[UploadedFile[Any]]":
    return list(files.getlist(name)) if hasattr(files, "getlist") else []


def _control(row: RequestField) -> forms.Field:
    """A control that shows the question; the rules check the answer."""
    options: dict[str, Any] = {"label": row.label.text, "help_text": row.hint.text, "required": False}
    match row.kind:
        case "long_text":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **options)
        case "number":
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
        case "date":
            return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **options)
        case "choice":
            return forms.CharField(widget=forms.Select(choices=_choices(row)), **options)
        case "checkbox":
            return forms.BooleanField(**options)
        case "file":
            return forms.FileField(**options)
        case _:
            return forms.CharField(**options)


def _choices(row: RequestField) -> list[tuple[str, str]]:
    return [("", _("Please choose")), *((one["key"], Bilingual.of(one).text) for one in row.choices)]


def _spoken(row: RequestField, value: object) -> str:
    """An answer as people read it."""
    if row.kind == "choice":
        return next((Bilingual.of(one).text for one in row.choices if one["key"] == value), "")
    if isinstance(value, bool):
        return _("yes") if value else ""
    return "" if value is None else str(value)


def _condition(stored: dict[str, str]) -> str:
    return f"{stored['field']} {stored['test']} {stored.get('value', '')}".strip() if stored.get("field") else ""


def _grouped(versions: Iterable[VersionChoice]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in versions:
        groups.setdefault(one.product_name, []).append((str(one.id), one.name))
    return list(groups.items())
