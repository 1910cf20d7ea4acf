"""Boxes of tickets on the pages of customers, contacts and products."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.ui.slots import panel


@panel("organisation.main", title=_("Tickets"), order=10)
def of_organisation(organisation: Any) -> str:
    """The latest tickets of a customer."""
    return reverse("tickets:panel", args=["organisation", organisation.pk])


@panel("contact.main", title=_("Tickets"), order=10)
def of_contact(contact: Any) -> str:
    """The latest tickets of a person."""
    return reverse("tickets:panel", args=["requester", contact.pk])


@panel("product.main", title=_("Open tickets"), order=10)
def of_product(product: Any) -> str:
    """What is open for a product."""
    return reverse("tickets:panel", args=["product", product.pk])
