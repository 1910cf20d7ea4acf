"""Connects django-allauth with our people: who may sign in, and what is recorded."""

from typing import Any

import structlog
from allauth.account import signals as account_signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import signals as mfa_signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import login as oidc_login
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.i18n import in_language
from qiao.kernel.secrets import seal, unseal
from qiao.kernel.visitors import address_of, device_of
from qiao.staff.mail import post
from qiao.staff.models import Person

log = structlog.get_logger("qiao.staff.sign_in")


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: staff join by invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Email or password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or ask for a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down failed attempts on accounts that exist."""
        person = Person.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        if person:
            address = self.get_client_ip(request)
            record(Actor("visitor", None, address), "sign_in.failed", person, data={"ip": address})

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Ask again by the address of the person: allauth's own list of addresses may be empty."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def send_mail(self, template_prefix: str, email: str, details: dict[str, Any]) -> None:
        """Mail in the person's language, through the worker; nothing to addresses we do not know."""
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            return
        with in_language(person.language):
            values = {**details, "person": person}
            subject = render_to_string(f"{template_prefix}_subject.txt", values).strip()
            text = render_to_string(f"{template_prefix}_message.txt", values)
        post(person.email, " ".join(subject.split()), text)


class StaffMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": _("This code is not right.")}

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """The browser and system a passkey is made with: that tells them apart later."""
        return device_of(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        """Seal."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal."""
        return unseal(encrypted_text)


class StaffSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on for people who are already here; an unknown address is refused."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say why somebody is refused, and which address the provider gave: that is what has to be mended."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        addresses = [known.email for known in sociallogin.email_addresses]
        context = {"address": addresses[0] if addresses else "",
                   "is_proven": any(known.verified for known in sociallogin.email_addresses)}  # fmt: skip
        raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))


def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """allauth's way to the company sign-in, with a page instead of an error where that does not answer."""
    try:
        return oidc_login(request, provider_id)  # type: ignore[no-any-return]
    except RequestException as error:
        log.warning("oidc.unreachable", error=str(error))
        return render(request, "socialaccount/authentication_error.html", status=502)


def write_down_sign_ins() -> None:
    """Connect the audit to what Django and allauth announce about sign-in; called once at start."""
    verbs = {
        auth_signals.user_logged_in: "sign_in.succeeded",
        auth_signals.user_logged_out: "sign_in.ended",
        account_signals.password_changed: "sign_in.password_changed",
        account_signals.password_reset: "sign_in.password_reset",
        account_signals.password_set: "sign_in.password_set",
        mfa_signals.authenticator_added: "sign_in.factor_added",
        mfa_signals.authenticator_removed: "sign_in.factor_removed",
        mfa_signals.authenticator_reset: "sign_in.factor_reset",
        mfa_signals.authentication_failed: "sign_in.factor_failed",
    }
    for signal, verb in verbs.items():
        signal.connect(_recorder(verb), weak=False, dispatch_uid=f"qiao.{verb}")


def _recorder(verb: str) -> Any:
    def write_down(user: Person | None = None, request: HttpRequest | None = None, **more: Any) -> None:
        if user is None:
            return
        data = {"ip": address_of(request)} if request else {}
        factor = more.get("authenticator")
        if factor is not None:
            data["factor"] = str(factor.type)
        record(user.actor, verb, user, data=data)

    return write_down
