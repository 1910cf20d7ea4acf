"""One's own pages cost the same however many colleagues and devices there are; a program signs out all of them."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.kernel.api.testing import Caller
from qiao.kernel.models import AuditEntry
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db


def _grow(person, upto):
    for number in range(UserSession.objects.filter(user=person).count(), upto):
        make_person(email=f"colleague{number}@qiao.example")
        UserSession.objects.create(user=person, session_key=f"device-{number}", ip="192.0.2.1", user_agent="Firefox")


@pytest.mark.parametrize("name", ["me", "sessions"])
def test_as_many_statements_for_thirty_rows_as_for_three(name, lin, client_of):
    browser, counts = client_of(lin), []
    for upto in (3, 30):
        _grow(lin, upto)
        browser.get(reverse(f"staff:{name}"))
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(reverse(f"staff:{name}"))
        assert page.status_code == 200
        counts.append(len(captured))
    assert UserSession.objects.filter(user=lin).count() >= 30
    assert counts[0] == counts[1]


def test_a_program_signs_its_person_out_of_every_browser(lin, mei, client_of):
    browsers, stranger = [client_of(lin), client_of(lin)], client_of(mei)
    for browser in (*browsers, stranger):
        assert browser.get("/me/").status_code == 200
    program = Caller(lin)
    assert program.delete("me/sessions").status_code == 204
    assert [browser.get("/me/").status_code for browser in browsers] == [302, 302]
    assert stranger.get("/me/").status_code == 200
    assert program.get("me").status_code == 200
    assert AuditEntry.objects.latest("id").verb == "sign_in.other_sessions_ended"
    assert Caller(lin, kind="integration").delete("me/sessions").status_code == 403
