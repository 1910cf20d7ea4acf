"""Forms of kinds of request, their questions, and public answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from qiao.kernel.i18n import Bilingual, BilingualFormField
from qiao.kernel.in_use import InUseChoice, InUseMultipleChoice
from qiao.products.models import Product
from qiao.staff.models import Team
from qiao.tickets.forms import ChoicesField
from qiao.tickets.labels import KIND_LABELS, PRIORITY_LABELS
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.services.request_types import QuestionDraft
from qiao.ui.marks import icon

KINDS = [
    ("text", pgettext_lazy("kind of field", "Text")),
    ("long_text", pgettext_lazy("kind of field", "Long text")),
    ("number", pgettext_lazy("kind of field", "Number")),
    ("date", pgettext_lazy("kind of field", "Date")),
    ("choice", pgettext_lazy("kind of field", "Choice")),
    ("checkbox", pgettext_lazy("kind of field", "Box to tick")),
    ("file", pgettext_lazy("kind of field", "File")),
]
TESTS = [
    ("is", gettext_lazy("is")), ("is_not", gettext_lazy("is not")), ("one_of", gettext_lazy("is one of")),
    ("filled", gettext_lazy("is filled in or ticked")), ("empty", gettext_lazy("is empty or not ticked")),
]  # fmt: skip
ICONS = {
    "chat": gettext_lazy("Conversation"), "bulb": gettext_lazy("Idea"), "bug": gettext_lazy("Fault"),
    "book": gettext_lazy("Book"), "key": gettext_lazy("Key"), "server": gettext_lazy("Server"),
    "file": gettext_lazy("Document"), "bolt": gettext_lazy("Outage"), "flag": gettext_lazy("Flag"),
    "shield": gettext_lazy("Security"),
}  # fmt: skip


def _icon_choices() -> list[tuple[str, str]]:
    return [(name, icon(name, "lg", str(label))) for name, label in ICONS.items()]


class TypeForm(forms.Form):
    """A kind of request."""

    name = BilingualFormField(label=gettext_lazy("Name"))
    description = BilingualFormField(label=gettext_lazy("When to choose it"), required=False)
    icon = forms.ChoiceField(label=gettext_lazy("Icon"), choices=_icon_choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of ticket"), choices=list(KIND_LABELS.items()))
    priority = forms.ChoiceField(label=gettext_lazy("Priority at the start"), choices=list(PRIORITY_LABELS.items()))
    team = InUseChoice(
        Team.objects.all(), label=gettext_lazy("Team"), required=False,
        empty_label=gettext_lazy("The product decides"),
    )  # fmt: skip
    products = InUseMultipleChoice(Product.objects.all(), label=gettext_lazy("Only for these products"), required=False)
    is_open_to_all = forms.BooleanField(label=gettext_lazy("People without an account may choose it"), required=False)
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Position"), min_value=0, initial=0)


class QuestionForm(forms.Form):
    """A question, and when it is asked."""

    key = forms.SlugField(
        label=gettext_lazy("Key"), max_length=40,
        help_text=gettext_lazy("If the key matches a ticket field, the answer also fills that field."),
    )  # fmt: skip
    label = BilingualFormField(label=gettext_lazy("Question"))
    hint = BilingualFormField(label=gettext_lazy("Hint"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    choices = ChoicesField(
        label=gettext_lazy("Choices"), required=False, help_text=gettext_lazy("One per line: key | English | Chinese")
    )
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    position = forms.IntegerField(label=gettext_lazy("Position"), min_value=0, initial=0)
    shown_field = forms.ChoiceField(label=gettext_lazy("Ask only if"), required=False)
    shown_test = forms.ChoiceField(label=gettext_lazy("Condition"), choices=TESTS, required=False)
    shown_value = forms.CharField(label=gettext_lazy("Key of the answer"), max_length=200, required=False)
    required_field = forms.ChoiceField(label=gettext_lazy("Must be answered if"), required=False)
    required_test = forms.ChoiceField(label=gettext_lazy("Condition"), choices=TESTS, required=False)
    required_value = forms.CharField(label=gettext_lazy("Key of the answer"), max_length=200, required=False)

    def __init__(self, *args: Any, others: list[RequestField], **options: Any) -> None:
        super().__init__(*args, **options)
        earlier = [("", _("always")), *((one.key, one.label.text) for one in others)]
        self.fields["shown_field"].choices = earlier  # type: ignore[attr-defined]
        never = [("", _("as said above")), *earlier[1:]]
        self.fields["required_field"].choices = never  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Choices where they are needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == "choice" and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("Write at least one choice."))
        return cleaned

    def draft(self) -> QuestionDraft:
        """The question, once the form is valid."""
        values = self.cleaned_data
        return QuestionDraft(
            key=values["key"], label=values["label"], hint=values["hint"], kind=values["kind"],
            choices=values["choices"], is_required=values["is_required"], position=values["position"],
            shown_if=self._condition("shown"), required_if=self._condition("required"),
        )  # fmt: skip

    def _condition(self, which: str) -> dict[str, str]:
        values = self.cleaned_data
        if not values[f"{which}_field"]:
            return {}
        return {"field": values[f"{which}_field"], "test": values[f"{which}_test"] or "filled",
                "value": values[f"{which}_value"].strip()}  # fmt: skip


class AnswerForm(forms.Form):
    """An answer that everybody may read."""

    title = BilingualFormField(label=gettext_lazy("Question it answers"))
    body = BilingualFormField(label=gettext_lazy("Answer"), is_long=True)
    products = InUseMultipleChoice(Product.objects.all(), label=gettext_lazy("Only for these products"), required=False)
    is_active = forms.BooleanField(label=gettext_lazy("Shown to customers"), required=False)


def type_values(known: RequestType | None) -> dict[str, Any]:
    """What the form of a kind begins with."""
    if known is None:
        return {"icon": "chat", "kind": "question", "priority": "normal", "is_open_to_all": True, "is_active": True}
    names = ("name", "description", "icon", "kind", "priority", "team", "is_open_to_all", "is_active", "position")
    return {**{name: getattr(known, name) for name in names}, "products": list(known.products.all())}


def question_values(known: RequestField | None, position: int) -> dict[str, Any]:
    """What the form of a question begins with; `position` is that of a new one."""
    if known is None:
        return {"position": position}
    lines = [" | ".join((one["key"], Bilingual.of(one).en, Bilingual.of(one).zh_hans)) for one in known.choices]
    conditions = {
        f"{which}_{part}": stored.get(part, "")
        for which, stored in (("shown", known.shown_if), ("required", known.required_if))
        for part in ("field", "test", "value")
    }
    names = ("key", "label", "hint", "kind", "is_required", "position")
    return {**{name: getattr(known, name) for name in names}, "choices": "\n".join(lines), **conditions}


def answer_values(known: PublicAnswer | None) -> dict[str, Any]:
    """What the form of a public answer begins with."""
    if known is None:
        return {"is_active": True}
    return {"title": known.title, "body": known.body, "products": list(known.products.all()),
            "is_active": known.is_active}  # fmt: skip
