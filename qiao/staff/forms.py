"""Forms about people and teams."""

import re
import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kernel.in_use import InUseMultipleChoice
from qiao.staff.models import Language, Person, Role, Team


def zone_choices() -> list[str]:
    """Time zones by name."""
    return sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/"))


class TagsField(forms.CharField):
    """Words separated by commas, or a list of words, as a list."""

    def prepare_value(self, value: Any) -> Any:
        """Back to one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The words, each once."""
        words = value if isinstance(value, list) else re.split(r"[,，;；、]", super().clean(value))
        return list(dict.fromkeys(word.strip()[:40] for word in words if word.strip()))


class RolesField(forms.TypedMultipleChoiceField):
    """Roles as tick boxes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=Role.choices, widget=forms.CheckboxSelectMultiple, label=_("Roles"), **options)


def _teams() -> Any:
    return InUseMultipleChoice(Team.objects.all(), label=_("Teams"), required=False)


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("Work email"), max_length=254)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    roles = RolesField()
    teams = _teams()


class PersonForm(forms.Form):
    """What an administrator changes about somebody."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120)
    call_name = forms.CharField(label=_("How to address them"), max_length=60, required=False)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    roles = RolesField(required=False)
    teams = _teams()
    skills = TagsField(label=_("Skills"), required=False, help_text=_("Separate with commas."))


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people change about themselves."""

    skills = TagsField(label=_("Skills"), required=False, help_text=_("Separate with commas."))

    class Meta:
        model = Person
        fields = ["name", "call_name", "job_title", "skills", "language", "time_zone", "theme", "density"]
        widgets = {"time_zone": forms.TextInput(attrs={"list": "zones"})}


class Members(InUseMultipleChoice):
    """People who work here or are asked to come; of those who left the members."""

    in_use = Q(deactivated_at=None)


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]
    """A team and its members."""

    members = Members(Person.objects.order_by("name_py"), label=_("Members"), required=False)

    class Meta:
        model = Team
        fields = ["name", "description", "is_restricted"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}


class AcceptForm(forms.Form):
    """The form an invited person completes."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Three or four words are easy to remember."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, widget=forms.TextInput(attrs={"list": "zones", "data-zone": ""})
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Checked against the password policy."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean_time_zone(self) -> str:
        """A name of the time zone database."""
        zone = str(self.cleaned_data["time_zone"])
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("%(zone)s is not a time zone."), params={"zone": zone})
        return zone


SCOPE_LABELS = {
    "ticket.view": _("Read tickets"),
    "ticket.reply": _("Answer customers"),
    "ticket.note": _("Write notes, keep files"),
    "ticket.edit": _("Open and change tickets"),
    "ticket.merge": _("Merge and split tickets"),
    "search": _("Search"),
    "view.share": _("Share views"),
    "customer.view": _("Read customers"),
    "customer.edit": _("Change customers"),
    "product.view": _("Read products"),
    "product.edit": _("Change products"),
    "mail.view": _("See mailboxes and the mail log"),
    "mail.manage": _("Arrange mailboxes, decide about mail"),
    "privacy.manage": _("Work on requests about personal data"),
    "setup.manage": _("Change the setup"),
    "people.manage": _("Manage people, their roles and teams"),
    "audit.view": _("Read the audit record"),
    "own.edit": _("Change my profile, notifications and tokens"),
}
"""What a token can be allowed: the permissions that operations of the API ask for."""


class TokenForm(forms.Form):
    """A token for a program: what for, what it may do, until when."""

    name = forms.CharField(
        label=_("What for"),
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("Nightly export to the CRM")}),
    )
    scopes = forms.MultipleChoiceField(label=_("May do"), widget=forms.CheckboxSelectMultiple, required=False)
    days = forms.TypedChoiceField(
        label=_("Expires after"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year")), (0, _("never"))],
    )

    def __init__(self, *args: Any, person: Person, is_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        offered = SCOPE_LABELS if is_personal else {key: SCOPE_LABELS[key] for key in SCOPE_LABELS if key != "own.edit"}
        scopes.choices = [(key, label) for key, label in offered.items() if person.may(key)]


class FeedForm(forms.Form):
    """An address for a calendar program."""

    name = forms.CharField(
        label=_("Which calendar program"), max_length=80, widget=forms.TextInput(attrs={"placeholder": "Outlook"})
    )
