"""Coming into the portal: by mailed code or link, once, soon, in one browser; and out again everywhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from qiao.customers.models import PortalAccount, PortalSession, SignInCode
from qiao.customers.portal import COOKIE
from qiao.customers.ports import Letter, postman, register_postman
from qiao.kernel.access import Actor
from qiao.kernel.models import AuditEntry
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


class Pigeonhole:
    """Keeps letters instead of mailing them."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def post(self, letter: Letter) -> None:
        self.letters.append(letter)

    @property
    def code(self) -> str:
        return re.search(r"\b(\d{4} \d{4})\b", self.letters[-1].text)[1]

    @property
    def link(self) -> str:
        return re.search(r"https?://[^/\s]+(/portal/sign-in/link/\S+)", self.letters[-1].text)[1]


@pytest.fixture
def pigeonhole():
    hole, real = Pigeonhole(), postman()
    register_postman(hole)
    yield hole
    register_postman(real)


def ask(client: Client, address: str, **more: str):
    response = client.post("/portal/sign-in/", {"email": address, **more})
    run_jobs()
    return response


def test_a_mailed_code_signs_in_and_the_cookie_is_for_the_portal_alone(client, ada, pigeonhole):
    assert ask(client, " ADA@Acme.example ", next="/portal/tickets/?show=done").url == "/portal/sign-in/code/"
    assert pigeonhole.letters[0].address == "ada@acme.example"
    answer = client.post("/portal/sign-in/code/", {"code": pigeonhole.code.replace(" ", "-")})
    assert answer.url == "/portal/tickets/?show=done"
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/portal/", True, "Lax")
    assert client.get("/portal/").status_code == 200
    stored = PortalSession.objects.get()
    assert cookie.value not in (stored.token_hash, "")
    assert len(stored.token_hash) == 64
    assert AuditEntry.objects.filter(verb="portal.signed_in", object_id=ada.pk).count() == 1


def test_a_code_works_once_and_not_after_its_time(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    browser = client.cookies["qiao_portal_browser"].value
    code = pigeonhole.code
    assert client.post("/portal/sign-in/code/", {"code": code}).status_code == 302
    again = Client()
    again.cookies["qiao_portal_browser"] = browser
    assert again.post("/portal/sign-in/code/", {"code": code}).status_code == 422
    late = Client()
    ask(late, "ada@acme.example")
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert late.post("/portal/sign-in/code/", {"code": pigeonhole.code}).status_code == 422


def test_five_wrong_tries_use_a_code_up(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    wrong = "0000 0000" if pigeonhole.code != "0000 0000" else "1111 1111"
    for _try in range(5):
        assert client.post("/portal/sign-in/code/", {"code": wrong}).status_code == 422
    assert client.post("/portal/sign-in/code/", {"code": pigeonhole.code}).status_code == 422
    assert not PortalSession.objects.exists()


def test_code_and_link_are_of_no_use_in_another_browser(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    stranger = Client()
    ask(stranger, "nobody@nowhere.example")
    assert stranger.post("/portal/sign-in/code/", {"code": pigeonhole.code}).status_code == 422
    assert stranger.post(pigeonhole.link).status_code == 422
    assert Client().post(pigeonhole.link).status_code == 422
    assert client.post(pigeonhole.link).url == "/portal/"


def test_looking_at_the_link_does_not_use_it(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    for _look in range(3):
        assert client.get(pigeonhole.link).status_code == 200
    assert not PortalSession.objects.exists()
    assert client.post(pigeonhole.link).status_code == 302


def test_a_known_and_an_unknown_address_are_answered_alike(ada, pigeonhole, django_assert_num_queries):
    known, unknown = Client(), Client()
    pages, statements = [], []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for client, address in ((known, "ada@acme.example"), (unknown, "eve@evil.example")):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post("/portal/sign-in/", {"email": address})
        page = client.get(answer.url)
        statements.append(len(asked))
        pages.append((answer.status_code, answer.url, sorted(answer.cookies), len(page.content), page.status_code))
    assert pages[0] == pages[1]
    assert statements[0] == statements[1]
    run_jobs()
    assert [letter.address for letter in pigeonhole.letters] == ["ada@acme.example"]


def test_mails_to_one_address_are_limited_whoever_asks(ada, pigeonhole):
    for place in range(20):
        ask(Client(REMOTE_ADDR=f"198.51.100.{place}"), "ada@acme.example")
    assert len(pigeonhole.letters) == 12
    before = len(pigeonhole.letters)
    for _time in range(8):
        ask(Client(REMOTE_ADDR="203.0.113.9"), "bo@acme.example")
    assert len(pigeonhole.letters) == before


def test_whoever_is_blocked_archived_or_forgotten_gets_no_mail_and_loses_the_session(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    for change, undo in (
        (lambda: PortalAccount.objects.update(is_blocked=True), lambda: PortalAccount.objects.update(is_blocked=False)),
        (lambda: type(ada).objects.filter(pk=ada.pk).update(is_active=False),
         lambda: type(ada).objects.filter(pk=ada.pk).update(is_active=True)),
        (lambda: type(ada).objects.filter(pk=ada.pk).update(erased_at=timezone.now()),
         lambda: type(ada).objects.filter(pk=ada.pk).update(erased_at=None)),
    ):  # fmt: skip
        change()
        assert client.get("/portal/").status_code == 302
        ask(Client(REMOTE_ADDR="192.0.2.7"), "ada@acme.example")
        assert len(pigeonhole.letters) == 1
        undo()


def test_the_address_of_a_merged_contact_signs_in_as_whom_it_was_merged_into(client, ada, bo, pigeonhole):
    type(ada).objects.filter(pk=bo.pk).update(merged_into=ada, merged_at=timezone.now())
    ask(client, "bo@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    assert PortalSession.objects.get().account.contact == ada


def test_a_session_of_somebody_merged_away_ends(client, ada, bo, pigeonhole):
    ask(client, "bo@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    assert client.get("/portal/").status_code == 200
    type(ada).objects.filter(pk=bo.pk).update(merged_into=ada, merged_at=timezone.now())
    assert client.get("/portal/").status_code == 302


def test_signing_out_everywhere_ends_every_browser(ada, pigeonhole):
    clients = [Client(), Client()]
    for client in clients:
        ask(client, "ada@acme.example")
        client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
        assert client.get("/portal/").status_code == 200
    assert clients[0].post("/portal/sign-out/", {"everywhere": "1"}).url == "/portal/sign-in/"
    assert [client.get("/portal/").status_code for client in clients] == [302, 302]


def test_sessions_of_staff_and_customers_never_mix(client_of, mei, ada, pigeonhole):
    staff = client_of(mei)
    assert staff.get("/portal/").url == "/portal/sign-in/"
    ask(staff, "ada@acme.example")
    staff.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    assert b"Ada Byron" in staff.get("/portal/").content
    assert mei.name.encode() not in staff.get("/portal/").content
    customer = Client()
    customer.cookies[COOKIE] = staff.cookies[COOKIE].value
    assert customer.get("/portal/").status_code == 200
    assert customer.get("/desk/").url.startswith("/accounts/login/")
    staff.post("/portal/sign-out/")
    assert staff.get("/desk/").status_code == 200


def test_only_pages_of_the_portal_are_gone_to_after_signing_in(ada, pigeonhole):
    for following in ("https://evil.example/", "//evil.example", "/desk/", "/portal//evil.example", "/portal/\\evil"):
        client = Client(REMOTE_ADDR="192.0.2.77")
        ask(client, "ada@acme.example", next=following)
        assert client.post("/portal/sign-in/code/", {"code": pigeonhole.code}).url == "/portal/"


def test_the_mail_never_uses_the_host_header(client, ada, pigeonhole, settings):
    client.post("/portal/sign-in/", {"email": "ada@acme.example"}, headers={"host": "evil.example"})
    run_jobs()
    assert "evil.example" not in pigeonhole.letters[0].text
    assert settings.ADDRESS in pigeonhole.letters[0].text


def test_an_idle_session_ends_and_a_used_one_stays(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    PortalSession.objects.update(seen_at=timezone.now() - timedelta(days=13))
    assert client.get("/portal/").status_code == 200
    assert PortalSession.objects.get().seen_at > timezone.now() - timedelta(minutes=1)
    PortalSession.objects.update(seen_at=timezone.now() - timedelta(days=15))
    assert client.get("/portal/").status_code == 302


def test_settings_are_kept_and_speak_the_chosen_language(client, ada, pigeonhole):
    ask(client, "ada@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    saved = client.post("/portal/me/", {"language": "zh-hans", "time_zone": "Asia/Tokyo", "mails_changes": "on"})
    assert saved.url == "/portal/me/"
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("zh-hans", "Asia/Tokyo")
    account = PortalAccount.objects.get(contact=ada)
    assert (account.mails_receipts, account.mails_changes) == (False, True)
    assert client.get("/portal/").headers["Content-Language"] == "zh-hans"
    client.post("/portal/language/", {"next": "/portal/me/"})
    assert client.get("/portal/").headers["Content-Language"] == "en"


def test_an_administrator_of_the_organisation_says_what_colleagues_see(client, ada, bo, pigeonhole):
    from qiao.customers.services.portal_accounts import set_account
    from qiao.customers.testing import make_contact, make_organisation

    stranger = make_contact("Stranger", organisation=make_organisation("Other"))
    ask(client, "ada@acme.example")
    client.post("/portal/sign-in/code/", {"code": pigeonhole.code})
    assert client.get("/portal/people/").status_code == 403
    set_account(ada.pk, {"role": "administrator"}, by=SYSTEM)
    assert b"Bo Lindqvist" in client.get("/portal/people/").content
    assert b"Stranger" not in client.get("/portal/people/").content
    client.post(f"/portal/people/{bo.pk}/", {"role": "organisation"})
    assert PortalAccount.objects.get(contact=bo).role == "organisation"
    assert client.post(f"/portal/people/{stranger.pk}/", {"role": "organisation"}).status_code == 404
    assert not PortalAccount.objects.filter(contact=stranger).exists()
    client.post(f"/portal/people/{ada.pk}/", {"role": "own"})
    assert PortalAccount.objects.get(contact=ada).role == "administrator"
