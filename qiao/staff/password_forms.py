"""The forms that set a password, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class _InOurWords(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name]


class ChangeForm(_InOurWords, ChangePasswordForm):  # type: ignore[misc]
    """Another password, by whoever knows the current one."""


class FirstForm(_InOurWords, SetPasswordForm):  # type: ignore[misc]
    """A password for somebody who signed in without one so far."""


class ResetForm(_InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """Another password, by whoever received the link."""
