"""Signing in through HTTP: password, second factor, passkeys, sessions, limits."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qiao.kernel.audit import entries_for
from qiao.kernel.testing import run_jobs
from qiao.staff.account_urls import urlpatterns
from qiao.staff.models import Person
from qiao.staff.testing import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(person, password=PASSWORD, **more):
    browser = Client(**more)
    browser.answer = browser.post(LOGIN, {"login": person.email, "password": password})
    return browser


def confirmed(person):
    """Signed in, and asked again for the password a moment ago."""
    browser = sign_in(person)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def is_in(browser):
    return browser.get(reverse("staff:me")).status_code == 200


def verbs_of(person):
    return [entry.verb for entry in entries_for("staff.person", person.pk)]


def test_the_right_password_leads_to_the_desk_and_is_written_down(lin):
    browser = sign_in(lin)
    assert browser.answer.headers["Location"] == "/desk/"
    assert is_in(browser)
    browser.post("/accounts/logout/")
    assert not is_in(browser)
    assert verbs_of(lin) == ["sign_in.succeeded", "sign_in.ended"]


def test_behind_a_proxy_the_record_names_the_visitor(lin, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    Client().post(
        LOGIN, {"login": lin.email, "password": PASSWORD}, secure=True,
        headers={"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"},
    )  # fmt: skip
    assert entries_for("staff.person", lin.pk).get(verb="sign_in.succeeded").data["ip"] == "198.51.100.7"


def test_the_page_asked_for_comes_after_signing_in_and_no_foreign_one(lin):
    browser = Client()
    asked = browser.get(reverse("customers:list"))
    answer = browser.post(
        asked.headers["Location"], {"login": lin.email, "password": PASSWORD, "next": "/desk/customers/"}
    )
    assert answer.headers["Location"] == "/desk/customers/"
    foreign = Client().post(LOGIN, {"login": lin.email, "password": PASSWORD, "next": "https://evil.example/"})
    assert foreign.headers["Location"] == "/desk/"


def test_a_wrong_password_is_refused_and_written_down(lin):
    browser = sign_in(lin, "wrong")
    assert browser.answer.status_code == 200
    assert not is_in(browser)
    (entry,) = entries_for("staff.person", lin.pk)
    assert (entry.verb, entry.actor_kind, entry.data["ip"]) == ("sign_in.failed", "visitor", "127.0.0.1")


def test_too_many_wrong_passwords_shut_the_door_for_a_while(lin, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    cache.clear()
    for _ in range(5):
        sign_in(lin, "wrong")
    assert not is_in(sign_in(lin))
    cache.clear()
    assert is_in(sign_in(lin))


def test_nobody_signs_up(lin):
    assert 'name="email"' not in Client().get("/accounts/signup/").content.decode()
    answer = Client().post("/accounts/signup/", {"email": "x@evil.example", "password1": "a long enough one"})
    assert answer.status_code == 200
    assert not type(lin).objects.filter(email="x@evil.example").exists()


def test_the_forgotten_password_is_chosen_anew(lin):
    Client().post("/accounts/password/reset/", {"email": lin.email.upper()})
    run_jobs()
    assert mail.outbox[0].to == [lin.email]
    (link,) = re.findall(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    browser = Client()
    page = browser.get(link, follow=True)
    address = page.request["PATH_INFO"]
    browser.post(address, {"password1": "a new and long one", "password2": "a new and long one"})
    assert is_in(sign_in(lin, "a new and long one"))
    assert not is_in(sign_in(lin))


def test_an_unknown_address_gets_no_mail_and_the_same_answer(lin):
    known = Client().post("/accounts/password/reset/", {"email": lin.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@qiao.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    run_jobs()
    assert len(mail.outbox) == 1


def test_the_second_step_by_authenticator_app(lin, django_capture_on_commit_callbacks):
    browser = confirmed(lin)
    page = browser.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    stored = Authenticator.objects.get(user=lin, type="totp")
    assert secret not in str(stored.data)
    assert "sign_in.factor_added" in verbs_of(lin)

    cache.clear()  # a code counts once; the test does not wait for the next one
    second = sign_in(lin)
    assert second.answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(second)
    page = second.get("/accounts/2fa/authenticate/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert "验证码" in page
    assert "代码" not in page, "that is what programs are written in"
    assert "qiao-passkey" not in page, "there is no key to use"
    second.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(second)
    assert "sign_in.factor_failed" in verbs_of(lin)
    second.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})
    assert is_in(second)


def test_a_recovery_code_works_once(lin):
    browser = confirmed(lin)
    secret = browser.get("/accounts/2fa/totp/activate/").context["form"].secret
    browser.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    codes = browser.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    for expected in (True, False):
        cache.clear()
        second = sign_in(lin)
        second.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert is_in(second) is expected


def test_passkey_pages_and_the_question_to_the_browser(lin):
    answer = Client().get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]
    browser = confirmed(lin)
    assert browser.get("/accounts/2fa/webauthn/").status_code == 200
    page = browser.get("/accounts/2fa/webauthn/add/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["user"]["name"] == lin.email
    assert "<qiao-passkey" in page.content.decode()
    assert browser.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": "{}"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_forms_of_sign_in_speak_our_words(lin):
    browser = confirmed(lin)
    form = browser.get(
        "/accounts/2fa/webauthn/add/", headers={"User-Agent": "Mozilla (X11; Linux) Firefox/140"}
    ).context["form"]
    assert (form["name"].label, form["name"].value()) == ("Name", "Firefox, Linux")
    form = browser.post("/accounts/2fa/totp/activate/", {"code": "000000"}).context["form"]
    assert (form["code"].label, form.errors["code"]) == ("Code", ["This code is not right."])
    form = browser.get("/accounts/password/change/").context["form"]
    assert [field.label for field in form] == ["Current password", "New password", "New password, once more"]


def test_changing_the_way_in_asks_again_who_it_is(lin):
    browser = sign_in(lin)
    assert "/reauthenticate/" in browser.get("/accounts/2fa/totp/activate/").headers["Location"]
    browser.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert "/reauthenticate/" in browser.get("/accounts/2fa/totp/activate/").headers["Location"]
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200


def test_every_device_is_listed_and_can_be_signed_out(lin, mei):
    here = sign_in(lin, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"})
    there = sign_in(lin, headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1"})
    third = sign_in(lin)
    page = here.get(reverse("staff:sessions"))
    assert {row["device"] for row in page.context["rows"]} >= {"Chrome, Windows", "Safari, iPhone"}
    phone = next(row["session"] for row in page.context["rows"] if row["device"] == "Safari, iPhone")
    stranger = sign_in(mei)
    assert stranger.post(reverse("staff:end_session", args=[phone.pk])).status_code == 404
    here.post(reverse("staff:end_session", args=[phone.pk]))
    assert [is_in(browser) for browser in (here, there, third)] == [True, False, True]
    here.post(reverse("staff:end_other_sessions"))
    assert [is_in(browser) for browser in (here, third)] == [True, False]


def test_a_page_costs_no_write_of_the_session(lin, client_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_of(lin)
    browser.get(reverse("staff:me"))
    with CaptureQueriesContext(connection) as captured:
        browser.get(reverse("staff:me"))
    assert not [one["sql"] for one in captured if not one["sql"].lstrip().startswith("SELECT")]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_account_page_is_public_or_asks_to_sign_in(pattern, client, lin):
    assert pattern.callback.access in {"public", "own"}
    if pattern.callback.access == "own" and "pk" not in pattern.pattern.converters:
        assert client.get(reverse(pattern.name)).headers["Location"].startswith(LOGIN)
        assert sign_in(lin).get(reverse(pattern.name)).status_code in {200, 302, 404}


def test_sign_in_pages_are_bare_of_inline_code(lin):
    pages = [Client().get(address) for address in (LOGIN, "/accounts/password/reset/", "/accounts/signup/")]
    browser = confirmed(lin)
    pages += [browser.get(reverse(name)) for name in ("mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "staff:me")]
    for page in pages:
        text = page.content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
        assert not re.search(r"\sstyle=|\son\w+=", text)


def test_the_language_switch_stays(lin, client_of):
    browser = Client(headers={"Accept-Language": "en"})
    answer = browser.post(reverse("staff:switch_language"), {"next": LOGIN})
    assert answer.headers["Location"] == LOGIN
    assert 'lang="zh-CN"' in browser.get(LOGIN).content.decode()
    evil = browser.post(reverse("staff:switch_language"), {"next": "https://evil.example/"})
    assert evil.headers["Location"] == "/"
    client_of(lin).post(reverse("staff:switch_language"), {"next": "/me/"})
    lin.refresh_from_db()
    assert lin.language == "en"


def test_the_profile_is_changed(lin, client_of):
    form = {
        "name": "\u6797\u6674\u6717", "call_name": "Lin", "language": "en", "time_zone": "Europe/Berlin",
        "theme": "dark", "density": "roomy", "roles": ["administrator"],
    }  # fmt: skip
    assert client_of(lin).post(reverse("staff:me"), form).status_code == 302
    lin.refresh_from_db()
    assert (lin.name_py, lin.time_zone, lin.theme, lin.roles) == ("linqinglang", "Europe/Berlin", "dark", ["agent_l1"])
    assert client_of(lin).post(reverse("staff:me"), form | {"time_zone": "Mars/Base"}).status_code == 422


def test_a_session_that_ran_out_or_was_made_up_signs_nobody_in(lin):
    browser = sign_in(lin)
    assert is_in(browser)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(browser)
    other = sign_in(lin)
    assert is_in(other)
    other.cookies["sessionid"] = "x" * 32
    assert not is_in(other)


def test_somebody_who_was_deactivated_is_signed_out_with_the_next_page(lin):
    browser = sign_in(lin)
    assert is_in(browser)
    Person.objects.filter(pk=lin.pk).update(is_active=False)
    assert browser.get(reverse("staff:me")).headers["Location"].startswith(LOGIN)
