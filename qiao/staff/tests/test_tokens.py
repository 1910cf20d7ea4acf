"""Tokens: made and revoked by their person, or for an integration under setup."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.kernel.api.testing import Caller
from qiao.kernel.api.tokens import hashed
from qiao.kernel.models import ApiToken, AuditEntry

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_kept_as_a_hash(lin, client_of):
    browser = client_of(lin)
    made = browser.post("/me/tokens/", {"name": "Export", "scopes": ["ticket.view"], "days": "30"})
    token = ApiToken.objects.get()
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert made.headers["Cache-Control"].startswith("max-age=0")
    assert (token.token_hash, token.scopes) == (hashed(secret), ["ticket.view"])
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)
    page = browser.get("/me/tokens/").content.decode()
    assert secret not in page
    assert token.prefix in page
    assert AuditEntry.objects.get(verb="api_token.issued").data["name"] == "Export"


def test_nobody_gives_a_token_what_they_may_not_do(lin, client_of):
    refused = client_of(lin).post("/me/tokens/", {"name": "x", "scopes": ["mail.view"], "days": "30"})
    assert refused.status_code == 422
    assert not ApiToken.objects.exists()


def test_an_integration_has_no_profile_to_change(mei, client_of):
    given = {"name": "x", "scopes": ["own.edit"], "days": "30"}
    assert client_of(mei).post("/setup/api/", given).status_code == 422
    assert client_of(mei).post("/me/tokens/", given).status_code == 200
    assert ApiToken.objects.get().scopes == ["own.edit"]


def test_a_token_needs_a_purpose_and_something_to_do(lin, client_of):
    refused = client_of(lin).post("/me/tokens/", {"name": "x", "days": "30"})
    assert refused.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_revoked_token_lets_nobody_in(lin, client_of):
    caller = Caller(lin)
    assert caller.get("me").status_code == 200
    client_of(lin).post(f"/me/tokens/{caller.token.pk}/revoke/")
    assert caller.get("me").status_code == 401


def test_nobody_revokes_the_token_of_another(lin, eve, client_of):
    caller = Caller(lin)
    assert client_of(eve).post(f"/me/tokens/{caller.token.pk}/revoke/").status_code == 404
    assert caller.get("me").status_code == 200


def test_an_expired_token_lets_nobody_in(lin):
    caller = Caller(lin)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert caller.get("me").status_code == 401


def test_an_integration_acts_under_its_own_name(mei, client_of):
    page = client_of(mei).post("/setup/api/", {"name": "ERP", "scopes": ["ticket.view", "ticket.edit"], "days": "0"})
    token = ApiToken.objects.get()
    assert (token.kind, token.expires_at) == ("integration", None)
    caller = Caller.__new__(Caller)
    from django.test import Client

    caller.client, caller.secret, caller.token = Client(), page.context["secret"], token
    number = caller.post("tickets", {"subject": "A", "markdown": "B"}).json()["number"]
    told = caller.get(f"tickets/{number}/events").json()["items"][0]
    assert (told["actor_kind"], told["actor_id"], told["actor_name"]) == ("api", token.pk, "ERP")


def test_the_last_use_is_written_once_a_minute(lin):
    caller = Caller(lin)
    caller.get("me")
    used = ApiToken.objects.get().last_used_at
    assert used
    with CaptureQueriesContext(connection) as captured:
        caller.get("me")
    assert not [query for query in captured.captured_queries if "UPDATE" in query["sql"]]
    assert ApiToken.objects.get().last_used_at == used


@pytest.mark.parametrize("page", ["/me/tokens/", "/setup/api/"])
def test_lists_of_tokens_cost_the_same_for_three_and_for_thirty(page, mei, client_of):
    browser, counts = client_of(mei), []
    for more in (3, 27):
        for _ in range(more):
            Caller(mei)
        browser.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(page).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_minute_ends_and_says_when_to_come_back(lin, settings):
    from qiao.kernel.api.limits import forget_counts

    settings.API_REQUESTS_PER_MINUTE = 3
    forget_counts()
    caller = Caller(lin)
    answers = [caller.get("me") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert answers[0].headers["RateLimit"].startswith('"minute";r=2;t=')
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    forget_counts()


def test_what_another_process_counted_counts_too(lin, settings):
    from qiao.kernel.api.limits import forget_counts

    settings.API_REQUESTS_PER_MINUTE = 4
    forget_counts()
    caller = Caller(lin)
    assert [caller.get("me").status_code for _ in range(3)] == [200, 200, 200]
    forget_counts()  # a fresh process
    assert [caller.get("me").status_code for _ in range(3)] == [200, 429, 429]
    forget_counts()
