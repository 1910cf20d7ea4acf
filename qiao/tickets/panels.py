"""Boxes of tickets on the pages of customers, contacts and products."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.ui.slots import panel


@panel("organisation.figures", title=_("Tickets in figures"), order=10)
def figures_of_organisation(organisation: Any) -> str:
    """Open and late, lately, deadlines kept."""
    return reverse("tickets:customer-figures", args=["organisation", organisation.pk])


@panel("contact.figures", title=_("Tickets in figures"), order=10)
def figures_of_contact(contact: Any) -> str:
    """The same for a person."""
    return reverse("tickets:customer-figures", args=["requester", contact.pk])


@panel("organisation.main", title=_("Tickets"), order=10)
def of_organisation(organisation: Any) -> str:
    """The latest tickets of a customer."""
    return reverse("tickets:panel", args=["organisation", organisation.pk])


@panel("organisation.charts", title=_("Tickets by month and type"), order=10)
def months_of_organisation(organisation: Any) -> str:
    """A year of a customer's tickets."""
    return reverse("tickets:customer-months", args=["organisation", organisation.pk])


@panel("organisation.entitlements", title=_("What we promise"), order=10)
def promises_to_organisation(organisation: Any) -> str:
    """How soon we answer and solve."""
    return reverse("tickets:customer-promises", args=[organisation.pk])


@panel("contact.main", title=_("Tickets"), order=10)
def of_contact(contact: Any) -> str:
    """The latest tickets of a person."""
    return reverse("tickets:panel", args=["requester", contact.pk])


@panel("product.main", title=_("Open tickets"), order=10)
def of_product(product: Any) -> str:
    """What is open for a product."""
    return reverse("tickets:panel", args=["product", product.pk])
