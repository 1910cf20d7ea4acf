"""Forms of the portal's own pages."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, PortalAccount, PortalRole
from qiao.customers.rules.addresses import normal_email
from qiao.staff.models import Language


class SignInForm(forms.Form):
    """An address to mail a code to."""

    email = forms.CharField(
        label=_("Your work email"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        """An address as it is matched."""
        address = normal_email(self.cleaned_data["email"])
        if not address:
            raise forms.ValidationError(_("This does not look like an email address. Check it and try again."))
        return address


class RoleForm(forms.Form):
    """What a contact sees on the portal."""

    role = forms.ChoiceField(label=_("Sees on the portal"), choices=PortalRole.choices)


class PreferencesForm(forms.Form):
    """What a customer decides for themselves."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    mails_receipts = forms.BooleanField(label=_("Confirm requests I make here"), required=False)
    mails_changes = forms.BooleanField(
        label=_("Tell me when a request is solved, closed or opened again"), required=False
    )
    mails_colleagues = forms.BooleanField(label=_("Tell me when a colleague asks something"), required=False)

    def __init__(self, data: Any, *, contact: Contact, account: PortalAccount | None, sees_organisation: bool) -> None:
        house = contact.organisation
        super().__init__(data, initial={
            "language": contact.language or (house.language if house else Language.ENGLISH),
            "time_zone": contact.time_zone or (house.time_zone if house else "Asia/Shanghai"),
            "mails_receipts": account.mails_receipts if account else True,
            "mails_changes": bool(account and account.mails_changes),
            "mails_colleagues": bool(account and account.mails_colleagues),
        })  # fmt: skip
        zones = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in ["UTC", *zones]]  # type: ignore[attr-defined]
        if not sees_organisation:
            del self.fields["mails_colleagues"]
