"""Joins django-allauth to our people: who may come in, and what is written down about it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.staff.models import Person


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: staff come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down failed attempts on accounts that exist."""
        person = Person.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if person:
            by = Actor("visitor", None, self.get_client_ip(request))
            record(by, "sign_in.failed", person, data={"ip": self.get_client_ip(request)})


class StaffSocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on for people who are already here; an unknown address is refused."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False
