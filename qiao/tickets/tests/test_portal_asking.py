"""Asking without an account: nothing happens before the address is proven, and nobody can have us mail a stranger."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.customers.models import Contact, ContactPoint
from qiao.customers.ports import Letter, postman, register_postman
from qiao.customers.testing import customer_client
from qiao.kernel.models import StoredFile
from qiao.kernel.testing import run_jobs
from qiao.products.models import PortalBrand
from qiao.products.testing import make_product
from qiao.tickets.models import FormAnswers, PendingRequest, Ticket
from qiao.tickets.rules.proofs import is_solved, leading_zero_bits, solve
from qiao.tickets.rules.request_forms import tidy_context
from qiao.tickets.services.asking import forget_requests

pytestmark = pytest.mark.django_db
HOSTILE = "Buy cheap watches at https://spam.example now"


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def letters():
    class Pigeonhole(list):
        def post(self, letter: Letter) -> None:
            self.append(letter)

    hole, real = Pigeonhole(), postman()
    register_postman(hole)
    yield hole
    register_postman(real)


@pytest.fixture
def product(db):
    return make_product("Harbour")


def ask(client: Client, product, address="new@stranger.example", page="/portal/ask/", proof=True, **more):
    challenge = re.search(r'name="challenge" value="([^"]+)"', client.get(page).content.decode())[1]
    form = {
        "email": address, "name": HOSTILE, "place": f"p{product.pk}", "subject": HOSTILE, "text": HOSTILE,
        "challenge": challenge, "proof": solve(challenge) if proof else "", **more,
    }  # fmt: skip
    return client.post(page, form)


def link_of(letter: Letter) -> str:
    return re.search(r"https?://[^/\s]+(/portal/confirm/\S+)", letter.text)[1]


@pytest.mark.parametrize("page", ["/portal/ask/", "/portal/embed/harbour/"])
def test_what_is_missing_is_said_once(client, product, page):
    product.key = "harbour"
    product.save()
    PortalBrand.objects.create(product=product, name="Harbour", embed_origins=["https://app.example"])
    answer = ask(client, product, page=page, subject="")
    assert answer.status_code == 422
    assert answer.content.decode().count("Some fields need correction") == 1


def test_a_request_waits_for_its_address_and_then_becomes_a_ticket_once(client, product, letters):
    assert ask(client, product, files=io.BytesIO(b"\x89PNG\r\n\x1a\n0000")).status_code == 200
    assert (Ticket.objects.count(), Contact.objects.count(), len(letters)) == (0, 0, 1)
    link = link_of(letters[0])
    assert HOSTILE.encode() not in client.get(link).content
    assert not Ticket.objects.exists()
    for _press in range(2):
        assert client.post(link).status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.product, ticket.requester.name) == ("form", product, HOSTILE)
    assert ticket.messages.get().attachments.count() == 1
    assert ContactPoint.objects.get(value_norm="new@stranger.example").verified_at
    assert PendingRequest.objects.get().form == {}


def test_the_mail_holds_no_word_of_whoever_asked(client, product, letters):
    ask(client, product)
    words = letters[0].subject + letters[0].text
    assert not any(part in words for part in ("watches", "spam.example", "Buy"))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_known_and_unknown_addresses_are_answered_alike(product, letters, ada, language):
    pages = [
        re.sub(
            rb'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]+"',
            b"",
            ask(Client(headers={"accept-language": language}), product, address=address).content,
        )
        for address in ("ada@acme.example", "nobody@nowhere.example")
    ]
    assert pages[0] == pages[1]
    assert len(letters) == 2


def test_mails_to_one_address_stop_after_a_few(product, letters):
    for place in range(8):
        ask(Client(REMOTE_ADDR=f"198.51.100.{place}"), product, address="victim@elsewhere.example")
    assert len(letters) == 4


def test_one_network_is_slowed_down_and_without_proof_much_sooner(product, letters):
    for place in range(6):
        ask(Client(REMOTE_ADDR="203.0.113.5"), product, address=f"a{place}@elsewhere.example", proof=False)
    assert len(letters) == 3
    for place in range(20):
        ask(Client(REMOTE_ADDR="203.0.113.6"), product, address=f"b{place}@elsewhere.example")
    assert len(letters) == 3 + 12
    assert ask(Client(REMOTE_ADDR="203.0.113.6"), product, address="c@elsewhere.example").status_code == 429


def test_a_proof_counts_once_and_only_for_a_challenge_of_ours(client, product, letters):
    challenge = re.search(r'name="challenge" value="([^"]+)"', client.get("/portal/ask/").content.decode())[1]
    solution = solve(challenge)
    for place in range(6):
        form = {"email": f"p{place}@x.example", "place": f"p{product.pk}", "subject": "s", "text": "t",
                "challenge": challenge, "proof": solution}  # fmt: skip
        client.post("/portal/ask/", form)
    assert len(letters) == 1 + 3  # the first with proof, three more as if without
    mine = "made-up:challenge"
    again = Client(REMOTE_ADDR="203.0.113.77")
    for place in range(6):
        form |= {"email": f"q{place}@x.example", "challenge": mine, "proof": solve(mine)}
        again.post("/portal/ask/", form)
    assert len(letters) == 4 + 3


def test_without_scripts_it_works_through_the_mail(client, product, letters):
    assert ask(client, product, proof=False).status_code == 200
    client.post(link_of(letters[0]))
    assert not Ticket.objects.get().messages.get().attachments.exists()


@pytest.mark.parametrize("page", ["/portal/ask/", "/portal/embed/{}/"])
def test_files_without_proof_are_refused_and_the_text_stays(client, product, letters, page):
    page = page.format(product.key)
    for _again in range(4):  # more often than requests without proof are taken: nothing was asked yet
        answer = ask(client, product, page=page, proof=False, files=io.BytesIO(b"file"))
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Your files were not taken along; what you wrote is still here." in said
        assert HOSTILE in said
    assert not StoredFile.objects.exists()
    assert not letters
    assert ask(client, product, page=page, proof=False).status_code == 200
    assert len(letters) == 1


def test_our_own_mailboxes_and_dead_addresses_get_no_mail(client, product, letters, ada):
    from qiao.channels.testing import make_mailbox

    make_mailbox("support@ours.example", name="Support")
    ContactPoint.objects.filter(contact=ada).update(undeliverable_at=timezone.now())
    for address in ("support@ours.example", "ada@acme.example"):
        assert ask(client, product, address=address).status_code == 200
    assert not letters


def test_what_nobody_confirms_is_forgotten(client, product, letters):
    ask(client, product)
    PendingRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.post(link_of(letters[0])).status_code == 404
    assert forget_requests() == 1
    assert not Ticket.objects.exists()


def test_files_of_what_nobody_confirms_are_destroyed_unless_somebody_else_sends_them(client, product, letters):
    for address in ("one@stranger.example", "two@stranger.example"):
        own = SimpleUploadedFile("own.log", address.encode())
        ask(client, product, address=address, files=[own, SimpleUploadedFile("same.log", b"same")])
    PendingRequest.objects.filter(address="one@stranger.example").update(expires_at=timezone.now())
    assert StoredFile.objects.count() == 3
    assert forget_requests() == 1
    run_jobs()
    waiting = PendingRequest.objects.get()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {file[0] for file in waiting.files}
    client.post(link_of(letters[1]))
    assert Ticket.objects.count() == 1
    PendingRequest.objects.update(expires_at=timezone.now())
    forget_requests()
    assert StoredFile.objects.count() == 2


def test_a_house_can_close_this_door(client, product, letters):
    PortalBrand.objects.create(name="House", takes_anonymous=False)
    assert client.get("/portal/ask/").status_code == 404
    assert client.post("/portal/ask/", {"email": "a@b.example"}).status_code == 404


def test_whoever_is_signed_in_goes_to_their_own_form(ada):
    assert customer_client(ada).get("/portal/ask/").url == "/portal/new/"


# ---- in a frame ----


@pytest.fixture
def embedded(product):
    PortalBrand.objects.create(product=product, name="Harbour", embed_origins=["https://app.harbour.example"])
    return f"/portal/embed/{product.key}/"


def test_only_the_named_websites_may_frame_the_form(client, embedded, product):
    answer = client.get(embedded)
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors https://app.harbour.example")
    assert "X-Frame-Options" not in answer.headers
    other = make_product("Other")
    assert client.get(f"/portal/embed/{other.key}/").headers["Content-Security-Policy"].endswith("'none'")
    assert client.get("/portal/embed/nothing/").status_code == 404
    assert "frame-ancestors 'none'" in client.get("/portal/ask/").headers["Content-Security-Policy"]


def test_what_the_page_told_along_goes_with_the_request_only_when_ticked(client, embedded, product, letters):
    told = json.dumps({"page": "https://app.harbour.example/x?token=abc", "version": "4.8", "errors": ["TypeError: x"]})
    ask(client, product, page=embedded, context=told)
    assert PendingRequest.objects.get().context == {}
    ask(client, product, address="two@x.example", page=embedded, context=told, along="1")
    client.post(link_of(letters[1]))
    kept = FormAnswers.objects.get()
    assert kept.context == {"page": "https://app.harbour.example/x", "version": "4.8", "errors": ["TypeError: x"]}
    assert "TypeError: x" in Ticket.objects.get().messages.get().text


def test_the_frame_knows_no_session_and_needs_no_cookie(embedded, product, letters, ada):
    inside = customer_client(ada)
    assert b"Ada Byron" not in inside.get(embedded).content
    strict = Client(enforce_csrf_checks=True)
    assert ask(strict, product, page=embedded).status_code == 200
    assert len(letters) == 1


def test_the_tag_is_small_and_may_be_loaded_from_elsewhere(client):
    answer = client.get("/portal/embed.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert 500 < len(answer.content) < 10_000


# ---- rules ----


def test_a_proof_is_checked_bit_by_bit():
    assert (leading_zero_bits(b"\x00\x80"), leading_zero_bits(b"\x00\x01"), leading_zero_bits(b"\xff")) == (8, 15, 0)
    challenge = "abc:def"
    assert is_solved(challenge, solve(challenge, 10), 10)
    for nonsense in ("", "-1", "1" * 13, "1.0", "一", " 1"):
        assert not is_solved(challenge, nonsense, 0)


@given(st.dictionaries(st.text(max_size=10), st.one_of(st.text(max_size=900), st.lists(st.text(max_size=900)))))
def test_what_a_page_tells_is_cut_to_known_keys_and_size(told):
    tidy = tidy_context(told)
    assert len(json.dumps(tidy)) < 60_000
    for value in tidy.values():
        assert all(len(line) <= 500 for line in (value if isinstance(value, list) else [value]))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET https://x.example/a?session=1#t failed", "GET https://x.example/a failed"),
        ("password=hunter2 refused", "password=… refused"),
        ("Authorization: Bearer", "Authorization: …"),
    ],
)
def test_what_looks_like_a_secret_is_left_out(said, kept):
    assert tidy_context({"errors": [said]}) == {"errors": [kept]}
