"""Forms of the desk: what people type, checked before a service is called."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, Organisation
from qiao.kernel.i18n import CHINESE, ENGLISH
from qiao.kernel.in_use import InUseChoice
from qiao.kernel.parameters import number_or_none
from qiao.products.models import Component, Product, Version
from qiao.staff.models import Person, Team
from qiao.tickets.labels import KIND_LABELS, LINK_LABELS, PRIORITY_LABELS, SEVERITY_LABELS
from qiao.tickets.ports import DeskKind

LANGUAGE_CHOICES = [("", _("As the customer")), ("zh-hans", _("Chinese")), ("en", _("English"))]


def split_addresses(text: str) -> tuple[str, ...]:
    """What stands between commas (also fullwidth ones), semicolons and line breaks, unchecked."""
    return tuple(part.strip() for part in re.split("[,;\n\N{FULLWIDTH COMMA}]", text) if part.strip())


class ChoicesField(forms.CharField):
    """Choices of a question: one a line, as `key | English | Chinese`; a program sends {"key", "en", "zh-hans"}."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        """The choices as they are stored, each key checked."""
        lines = [] if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        found = value if isinstance(value, list) else [_choice(line) for line in lines]
        choices = [choice for choice in found if choice["key"]]
        for choice in choices:
            if not re.fullmatch(r"[\w-]{1,40}", choice["key"]):
                words = _("“%(key)s” cannot be a key: use letters, digits, - and _.")
                raise ValidationError(words, params={"key": choice["key"]})
        return choices


def _choice(line: str) -> dict[str, str]:
    key, *labels = (part.strip() for part in line.split("|"))
    english = labels[0] if labels else key
    return {"key": key, "en": english, "zh-hans": labels[1] if len(labels) > 1 else english}


class Addresses(forms.CharField):
    """Mail addresses, separated by comma, semicolon or line break."""

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        """The addresses, each checked."""
        found = split_addresses(super().to_python(value) or "")
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(_("“%(address)s” is not a mail address."), params={"address": address}) from None
        return found


class LocalMoment(forms.DateTimeField):
    """A moment in the reader's own zone, as `datetime-local` inputs write it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """Only the future makes sense here."""
        moment: datetime | None = super().clean(value)
        if moment and moment <= timezone.now():
            raise ValidationError(_("Choose a time in the future."))
        return moment


class ReplyForm(forms.Form):
    """A public reply."""

    markdown = forms.CharField(required=False, strip=True, max_length=200_000)
    to = Addresses(required=False)
    cc = Addresses(required=False)
    send_at = LocalMoment(required=False)
    last_seen_message_id = forms.IntegerField(required=False, min_value=0)
    send_anyway = forms.BooleanField(required=False)
    language = forms.ChoiceField(choices=[(ENGLISH, "English"), (CHINESE, "Chinese")], required=False)


class NoteForm(forms.Form):
    """An internal note."""

    markdown = forms.CharField(required=False, strip=True, max_length=200_000)


class MoveForm(forms.Form):
    """Hand over: team, person and what they should know."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team"))
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), required=False, empty_label=_("Whoever is free")
    )
    remark = forms.CharField(
        label=_("Handover note"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, teams: QuerySet[Team], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """What a ticket is about. Version and component belong to the product chosen."""

    subject = forms.CharField(label=_("Subject"), max_length=500)
    kind = forms.ChoiceField(label=_("Type"), choices=list(KIND_LABELS.items()))
    priority = forms.ChoiceField(label=_("Priority"), choices=list(PRIORITY_LABELS.items()))
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=list(SEVERITY_LABELS.items()))
    product = InUseChoice(Product.objects.all(), label=_("Product"), required=False, empty_label=_("Not known yet"))
    version = forms.ModelChoiceField(
        Version.objects.none(), label=_("Version"), required=False, empty_label=_("Not known yet")
    )
    component = InUseChoice(
        Component.objects.none(), label=_("Component"), required=False, empty_label=_("Not known yet")
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, product_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = number_or_none(str(self.data.get("product", ""))) if self.is_bound else None
        chosen = product_id if posted is None else posted
        if chosen:
            self.fields["version"].queryset = Version.objects.filter(product_id=chosen)  # type: ignore[attr-defined]
            self.fields["component"].queryset = Component.objects.filter(product_id=chosen)  # type: ignore[attr-defined]


class NewTicketForm(FactsForm):
    """A ticket opened at the desk: on behalf of a contact, or for ourselves."""

    requester = forms.ModelChoiceField(
        Contact.objects.filter(is_active=True), label=_("Contact"), required=False, widget=forms.HiddenInput
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(is_active=True), required=False, widget=forms.HiddenInput
    )
    said_by = forms.ChoiceField(
        label=_("First message"),
        choices=[
            ("customer", _("What the customer said, by phone for example")),
            ("us", _("A message from us, sent by mail")),
            ("note", _("An internal note only")),
        ],
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("As the product says")
    )
    assignee = forms.ModelChoiceField(
        Person.objects.none(), label=_("Owner"), required=False, empty_label=_("Unassigned")
    )
    markdown = forms.CharField(label=_("Message"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, teams: QuerySet[Team], people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["assignee"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A message to the customer needs somebody who gets it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("said_by") in {"customer", "us"} and not cleaned.get("requester"):
            self.add_error("requester", _("Choose a contact, or make it an internal note."))
        return cleaned


class SnoozeForm(forms.Form):
    """Until when a ticket sleeps."""

    until = LocalMoment(label=_("Wake it at"))


class LinkForm(forms.Form):
    """How another ticket belongs to this one."""

    kind = forms.ChoiceField(label=_("Relation"), choices=list(LINK_LABELS.items()))
    other = forms.IntegerField(label=_("Ticket"), min_value=1)


class DeskForm(forms.Form):
    """Access data of the other system; only the fields it needs are shown."""

    address = forms.URLField(
        label=_("Address"), max_length=300, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    login = forms.EmailField(label=_("Mail address of the account"), max_length=254)
    token = forms.CharField(
        label=_("API token"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=500
    )
    file = forms.FileField(label=_("File"))

    def __init__(self, kind: DeskKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(kind.asks):
            del self.fields[name]


class SavedViewForm(forms.Form):
    """A named set of filters."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_shared = forms.BooleanField(label=_("Everybody sees it"), required=False)


def later_presets(now: datetime) -> list[tuple[str, datetime]]:
    """The usual moments to be reminded, in the reader's zone: label and moment."""
    local = timezone.localtime(now)
    morning = local.replace(hour=9, minute=0, second=0, microsecond=0)
    monday = morning + timedelta(days=(7 - morning.weekday()) % 7 or 7)
    presets: dict[datetime, str] = {}  # on a Sunday tomorrow is Monday, on a Monday next Monday is in a week
    for label, at in (
        (_("In 2 hours"), (local + timedelta(hours=2)).replace(second=0, microsecond=0)),
        (_("Tomorrow at 09:00"), morning + timedelta(days=1)),
        (_("Next Monday at 09:00"), monday),
        (_("In a week"), morning + timedelta(days=7)),
    ):
        presets.setdefault(at, str(label))
    return [(label, at) for at, label in presets.items()]


class DurationField(forms.CharField):
    """Working time as people write it: `30m`, `4h`, `1h 30m`, `2d` (a day is 8 hours). Value in seconds, or None."""

    UNITS = {"d": 8 * 3600, "h": 3600, "m": 60}

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Seconds."""
        text = (super().to_python(value) or "").lower().replace(" ", "")
        if not text:
            return None
        parts = re.findall(r"(\d+)([dhm])", text)
        if "".join(number + unit for number, unit in parts) != text:
            raise ValidationError(_("Write a duration such as 30m, 4h or 1h 30m."))
        return sum(int(number) * self.UNITS[unit] for number, unit in parts)

    def prepare_value(self, value: Any) -> Any:
        """The shortest way to write it."""
        if not isinstance(value, int):
            return value
        hours, minutes = divmod(value // 60, 60)
        return " ".join(part for part in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if part)
