"""The forms of sign-in, second step and passwords: those of django-allauth, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": pgettext_lazy("second step", "Code"),
    "name": _("Name"),
}


class _InOurWords(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name]
            self.fields[name].widget.attrs.pop("placeholder", None)  # allauth repeats the label there


class ChangeForm(_InOurWords, ChangePasswordForm):  # type: ignore[misc]
    """Another password, by whoever knows the current one."""


class FirstForm(_InOurWords, SetPasswordForm):  # type: ignore[misc]
    """A password for somebody who signed in without one so far."""


class ResetForm(_InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """Another password, by whoever received the link."""


class SecondStepForm(_InOurWords, AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code, after the password."""


class ConfirmForm(_InOurWords, ReauthenticateForm):  # type: ignore[misc]
    """The same before something that must not happen to a forgotten open window."""


class ActivateForm(_InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app proves that it knows the secret."""


class RenamePasskeyForm(_InOurWords, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""


class AddPasskeyForm(_InOurWords, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey replaces the password, as people expect of one, unless the tick is taken away."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_(
            "Instead of the password; the device then asks for fingerprint, face or PIN. Without this it is a second "
            "step after the password."
        ),
    )
