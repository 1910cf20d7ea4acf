"""A contact's page costs the same however many ways to reach them and colleagues they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.customers.models import ContactPoint
from qiao.customers.testing import make_contact

pytestmark = pytest.mark.django_db


def _grow(contact, upto):
    for number in range(contact.points.count(), upto):
        address = f"ada{number}@acme.example"
        ContactPoint.objects.create(contact=contact, kind="email", value=address, value_norm=address)
        make_contact(organisation=contact.organisation)


def test_as_many_statements_for_thirty_rows_as_for_three(ada, lin, client_of):
    browser, address, counts = client_of(lin), reverse("customers:contact", args=[ada.pk]), []
    for upto in (3, 30):
        _grow(ada, upto)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(address).content.decode()
        counts.append(len(captured))
    assert "ada29@acme.example" in page
    assert counts[0] == counts[1]
