"""The page of a request about personal data, while the machine works on it."""

import pytest
from django.urls import reverse

from qiao.customers.models import DataRequest
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db


def test_the_page_waits_for_the_work_and_then_loads_anew(ada, mei, client_of) -> None:
    browser = client_of(mei)
    given = {"kind": "erasure", "law": "gdpr", "received_on": "2026-01-31", "asked": "", "words": ""}
    browser.post(reverse("customers:data_request_new", args=[ada.pk]), given)
    row = DataRequest.objects.get()
    address = reverse("customers:data_request", args=[row.pk])
    for act in ("verify", "take-up", "preview"):
        browser.post(reverse("customers:data_request_act", args=[row.pk, act]), {"text": "Called back"})
    waiting = browser.get(address, headers={"HX-Request": "true"})
    assert "Being processed" in waiting.content.decode()
    assert "HX-Refresh" not in waiting.headers
    run_jobs()
    done = browser.get(address, headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    page = browser.get(address)
    assert "What would happen" in page.content.decode()
    assert "HX-Refresh" not in page.headers
