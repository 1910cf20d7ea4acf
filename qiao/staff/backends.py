"""Who somebody is, by password or by address (`AUTHENTICATION_BACKENDS`), and again with every page they open.

As Django and allauth have it, but the person of a session is read by a statement that the server keeps.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import backends

from qiao.kernel.prepared import prepared
from qiao.staff.models import Person

_person = prepared(lambda person_id: Person.objects.filter(pk=person_id))


class ModelBackend(backends.ModelBackend):
    """Django's own."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session; nobody who may no longer sign in."""
        found = _person.first(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class AddressBackend(ModelBackend, AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    """That of allauth: by mail address."""
