"""Boxes hung into pages of other domains."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.staff.models import Person
from qiao.ui.slots import panel


@panel("setup.person", title=_("Products"))
def scope_of_person(person: Person) -> str:
    """Which products the person is limited to."""
    return reverse("products:person_scope", args=[person.pk])
