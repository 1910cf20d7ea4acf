"""Signing in through an OpenID Connect provider that runs as a server of its own."""

import json
import socket
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from qiao.kernel.audit import entries_for
from qiao.staff.models import Person

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/oidc/login/"
# sub → what the provider says about somebody
CLAIMS = {
    "lin-1": {"email": "Lin@qiao.example", "email_verified": True, "name": "Lin from the directory"},
    "lin-unproven": {"email": "lin@qiao.example", "email_verified": False},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "nameless": {"name": "No Address"},
}


@pytest.fixture(scope="module")
def provider():
    """Address of the provider."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    people = [part for sub, claims in CLAIMS.items() for part in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{address}/.well-known/openid-configuration")
            break
        except httpx.TransportError:
            assert time.monotonic() < deadline, "the provider did not start"
    yield address
    server.terminate()
    server.wait()


@pytest.fixture
def configured(provider, settings):
    """The settings as QIAO_OIDC_* make them; the dictionary of the provider's own settings, to be changed."""
    own = {"server_url": provider, "verified_email": False}
    app = {"provider_id": "oidc", "name": "Example Works", "client_id": "qiao", "secret": "s3cret", "settings": own}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return own


def come_in(sub, browser=None, **form):
    """Press the button, sign in at the provider as `sub`, and come back; the browser and its last answer."""
    browser = browser or Client()
    to_provider = browser.get(LOGIN, {"next": "/desk/customers/"})
    assert to_provider.status_code == 302, "one press of the button is enough"
    asked = to_provider.headers["Location"]
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    with httpx.Client() as person:
        back = person.post(asked, data={"sub": sub} | form)
    returned = urlsplit(back.headers["Location"])
    assert returned.path == reverse("openid_connect_callback", args=["oidc"])
    browser.answer = browser.get(f"{returned.path}?{returned.query}")
    return browser


def is_in(browser):
    return browser.get(reverse("staff:me")).status_code == 200


def test_the_sign_in_page_offers_it_under_its_name(configured):
    assert "Sign in with Example Works" in Client().get("/accounts/login/").content.decode()


def test_a_colleague_comes_in_and_stays_who_they_are(configured, lin):
    browser = come_in("lin-1")
    assert browser.answer.headers["Location"] == "/desk/customers/"
    assert is_in(browser)
    lin.refresh_from_db()
    assert (lin.email, lin.name) == ("lin@qiao.example", "\u6797\u6674"), "names and roles are kept here"
    assert "sign_in.succeeded" in [entry.verb for entry in entries_for("staff.person", lin.pk)]
    account = SocialAccount.objects.get()
    assert (account.user_id, account.uid) == (lin.pk, "lin-1")


def test_the_second_time_the_account_counts_and_not_the_address(configured, lin, mei):
    come_in("lin-1")
    Person.objects.filter(pk=lin.pk).update(email="lin.qing@qiao.example")
    Person.objects.filter(pk=mei.pk).update(email="lin@qiao.example")
    browser = come_in("lin-1")
    assert is_in(browser)
    assert int(browser.session["_auth_user_id"]) == lin.pk


def test_somebody_unknown_is_refused_by_name_and_gets_no_account(configured, lin):
    browser = come_in("stranger")
    page = browser.answer.content.decode()
    assert browser.answer.status_code == 403
    assert "stranger@elsewhere.example. Nobody here has this address. Ask an administrator to invite you." in page
    assert not is_in(browser)
    assert not Person.objects.filter(email="stranger@elsewhere.example").exists()
    assert not SocialAccount.objects.exists()


def test_an_address_nobody_vouches_for_opens_nothing(configured, lin):
    browser = come_in("lin-unproven")
    assert browser.answer.status_code == 403
    assert "has not verified this address" in browser.answer.content.decode()
    assert not is_in(browser)


def test_unless_the_operator_does(configured, lin):
    configured["verified_email"] = True  # QIAO_OIDC_TRUST_ADDRESSES
    assert is_in(come_in("lin-unproven"))


def test_without_an_address_there_is_nobody_to_be(configured, lin):
    browser = come_in("nameless")
    assert "did not say which mail address is yours" in browser.answer.content.decode()
    assert not is_in(browser)


def test_somebody_who_left_stays_out(configured, lin):
    come_in("lin-1")
    Person.objects.filter(pk=lin.pk).update(is_active=False)
    browser = come_in("lin-1")
    assert browser.answer.headers["Location"] == "/accounts/inactive/"
    assert "This account is closed" in browser.get("/accounts/inactive/").content.decode()
    assert not is_in(browser)


def test_changing_ones_mind_at_the_provider_leads_back(configured, lin):
    browser = come_in("lin-1", action="deny")
    page = browser.get(browser.answer.headers["Location"]) if browser.answer.status_code == 302 else browser.answer
    assert "Back to sign-in" in page.content.decode()
    assert not is_in(browser)


def test_a_code_that_was_not_asked_for_here_is_refused(configured, lin):
    stolen = Client()
    asked = stolen.get(LOGIN).headers["Location"]
    back = httpx.post(asked, data={"sub": "lin-1"}).headers["Location"]
    browser = Client()
    page = browser.get(f"{urlsplit(back).path}?{urlsplit(back).query}").content.decode()
    assert "Sign-in did not work" in page
    assert not is_in(browser)


def test_a_provider_that_is_down_gets_a_page_and_not_an_error(configured, lin):
    configured["server_url"] = "http://127.0.0.1:9"
    answer = Client().get(LOGIN)
    assert "Sign-in did not work" in answer.content.decode()
