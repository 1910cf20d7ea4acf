"""The form that adds a passkey, in our words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
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
