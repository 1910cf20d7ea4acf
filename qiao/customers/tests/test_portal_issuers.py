"""Coming in by somebody else's word: signed tokens as documented, and a real OIDC provider on this machine."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from qiao.customers.models import Contact, PortalAccount, PortalSession, TrustedIssuer
from qiao.customers.testing import customer_client, make_organisation
from qiao.kernel.models import AuditEntry
from qiao.products.models import PortalBrand
from qiao.products.testing import make_product
from tools.build_assets import node_command

pytestmark = pytest.mark.django_db
SECRET = "a-shared-secret-of-more-than-32-characters"
GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "en" / "portal.md"


@pytest.fixture
def issuer(db):
    return TrustedIssuer.objects.create(key="harbour", kind="token", name="Harbour", issuer="harbour", secret=SECRET)


@pytest.fixture
def portal(settings):
    return f"{settings.ADDRESS}/portal/"


def claims(portal: str, **more):
    now = int(time.time())
    return {"iss": "harbour", "aud": portal, "iat": now, "exp": now + 120, "jti": os.urandom(8).hex(),
            "email": "ada@acme.example", **more}  # fmt: skip


def signed(values, secret=SECRET, algorithm="HS256"):
    return jwt.encode(values, secret, algorithm=algorithm)


def sign_in(token: str, client: Client | None = None, **more: str):
    return (client or Client()).post("/portal/sign-in/token/", {"token": token, **more})


def example(name: str) -> str:
    return re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[1]


@pytest.mark.parametrize("name", ["token.py", "token.mjs"])
def test_the_examples_of_the_guide_sign_somebody_in(name, tmp_path, issuer, portal, ada):
    program = tmp_path / name
    program.write_text(example(name), encoding="utf-8")
    command = [sys.executable] if name.endswith(".py") else node_command("node")
    environment = {**os.environ, "PORTAL_SECRET": SECRET, "PORTAL": portal}
    made = subprocess.run([*command, str(program)], env=environment, capture_output=True, text=True, check=True)
    client = Client(enforce_csrf_checks=True)
    assert sign_in(made.stdout.strip(), client, next="/portal/new/").url == "/portal/new/"
    assert client.get("/portal/").status_code == 200
    assert PortalSession.objects.get().account.contact == ada


def test_a_link_works_too_and_the_token_only_once(issuer, portal, ada):
    token = signed(claims(portal))
    assert Client().get(f"/portal/sign-in/token/?token={token}").status_code == 302
    assert sign_in(token).status_code == 403
    assert PortalSession.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "https://elsewhere.example/portal/"}, {"iss": "somebody"}, {"exp": int(time.time()) - 120},
        {"exp": int(time.time()) + 9_000}, {"iat": int(time.time()) + 900}, {"email": "nobody@nowhere.example"},
        {"email": ""}, {"jti": None},
    ],
)  # fmt: skip
def test_a_token_that_is_not_quite_right_lets_nobody_in(change, issuer, portal, ada):
    values = {key: value for key, value in {**claims(portal), **change}.items() if value is not None}
    sign_in(signed(values))
    assert not PortalSession.objects.exists()


def test_a_forged_signature_lets_nobody_in(issuer, portal, ada):
    values = claims(portal)
    head, body, _signature = signed(values).split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    for token in (f"{none}.{body}.", f"{head}.{body}.AAAA", signed(values, "x" * 40), "", "a.b.c", "x" * 9_000):
        sign_in(token)
    assert not PortalSession.objects.exists()


def test_a_public_key_is_never_taken_for_a_shared_secret(portal, ada):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    TrustedIssuer.objects.create(key="h", kind="token", name="H", issuer="harbour", secret=pem.strip())
    values = claims(portal)
    part = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode()
            for one in ({"alg": "HS256", "typ": "JWT"}, values)]  # fmt: skip
    import hmac

    digest = hmac.new(pem.strip().encode(), ".".join(part).encode(), hashlib.sha256).digest()
    sign_in(".".join([*part, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()]))
    assert not PortalSession.objects.exists()
    assert sign_in(signed(values, key, "RS256")).url == "/portal/"


def test_people_are_added_only_where_that_is_wished_and_never_moved(issuer, portal, ada):
    house = make_organisation("Northwind", external_key="NW-1")
    newcomer = claims(portal, email="new@northwind.example", name="New", organisation="NW-1")
    sign_in(signed(newcomer))
    assert not Contact.objects.filter(name="New").exists()
    TrustedIssuer.objects.update(adds_contacts=True)
    sign_in(signed({**newcomer, "jti": "2"}))
    assert Contact.objects.get(name="New").organisation == house
    sign_in(signed(claims(portal, organisation="NW-1")))
    ada.refresh_from_db()
    assert ada.organisation.name == "Acme"


def test_an_issuer_of_one_organisation_speaks_for_nobody_else(issuer, portal, ada):
    TrustedIssuer.objects.update(organisation=make_organisation("Other"))
    sign_in(signed(claims(portal)))
    assert not PortalSession.objects.exists()


def test_a_blocked_archived_or_unused_issuer_lets_nobody_in(issuer, portal, ada):
    TrustedIssuer.objects.update(is_active=False)
    sign_in(signed(claims(portal)))
    assert not PortalSession.objects.exists()


# ---- OIDC ----


class Provider:
    """An OpenID provider that knows one person."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: dict[str, str] = {}
        self.claims: dict[str, object] = {"email": "ada@acme.example", "email_verified": True}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *parts: object) -> None:
                pass

            def do_GET(self) -> None:
                self._answer(provider.describe() if "openid" in self.path else provider.keys())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._answer(provider.tokens({key: one[0] for key, one in parse_qs(body).items()}))

            def _answer(self, data: object) -> None:
                raw = json.dumps(data).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def describe(self):
        return {"issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys"}  # fmt: skip

    def keys(self):
        return {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())), "kid": "1"}]}

    def tokens(self, body):
        proof = base64.urlsafe_b64encode(hashlib.sha256(body["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != self.asked["code_challenge"] or body["client_secret"] != "shh" or body["code"] != "the-code":
            return {"error": "invalid_grant"}
        now = int(time.time())
        values = {"iss": self.address, "aud": "qiao", "iat": now, "exp": now + 60, "nonce": self.asked["nonce"],
                  **self.claims}  # fmt: skip
        return {"id_token": jwt.encode(values, self.key, algorithm="RS256", headers={"kid": "1"})}

    def visit(self, address: str) -> str:
        """What the person's browser does there; the state it carries back."""
        self.asked = {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
        return self.asked["state"]


@pytest.fixture
def provider(settings, db):
    provider = Provider()
    settings.HTTP_ALLOWED_HOSTS = ["127.0.0.1"]
    TrustedIssuer.objects.create(
        key="sso", kind="oidc", name="Acme SSO", issuer=provider.address, client_id="qiao", secret="shh"
    )
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


def test_single_sign_on_leads_there_and_back(client, provider, ada):
    assert b"Acme SSO" in client.get("/portal/sign-in/").content
    left = client.get("/portal/sign-in/oidc/sso/?next=/portal/tickets/")
    state = provider.visit(left.url)
    assert client.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").url == "/portal/tickets/"
    assert PortalSession.objects.get().account.contact == ada


@pytest.fixture
def two_brands(settings):
    settings.ALLOWED_HOSTS = ["testserver", "help.harbour.example", "help.tide.example"]
    settings.ADDRESS = "http://testserver"
    brands = [
        PortalBrand.objects.create(product=make_product(name), name=name, domain=f"help.{name.lower()}.example")
        for name in ("Harbour", "Tide")
    ]
    return [brand.product for brand in brands]


def test_single_sign_on_of_one_brand_opens_no_other(provider, two_brands, ada):
    TrustedIssuer.objects.update(product=two_brands[0])
    hosts = ("help.harbour.example", "help.tide.example", "testserver")
    ours, other, house = (Client(headers={"host": host}) for host in hosts)
    assert b"Acme SSO" in ours.get("/portal/sign-in/").content
    state = provider.visit(ours.get("/portal/sign-in/oidc/sso/").url)
    for stranger in (other, house):
        assert b"Acme SSO" not in stranger.get("/portal/sign-in/").content
        assert stranger.get("/portal/sign-in/oidc/sso/").status_code == 403
        stranger.cookies = ours.cookies
        assert stranger.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == 403
    assert not PortalSession.objects.exists()
    assert ours.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == 302


def test_only_a_product_with_a_domain_of_its_own_can_have_its_own_sign_in(client_of, mei, two_brands):
    form = {"key": "t", "kind": "token", "name": "T", "issuer": "t", "secret": SECRET, "is_active": "1"}
    answer = client_of(mei).post("/setup/portal-sign-in/new/", {**form, "product": make_product("Bare").pk})
    assert (answer.status_code, "needs a domain of its own first" in answer.content.decode()) == (422, True)
    answer = client_of(mei).post("/setup/portal-sign-in/new/", {**form, "product": two_brands[0].pk})
    assert (answer.status_code, TrustedIssuer.objects.get().product) == (302, two_brands[0])


def test_a_token_of_one_brand_opens_no_other(issuer, two_brands, ada):
    TrustedIssuer.objects.update(product=two_brands[0])
    for host, status in (("help.tide.example", 403), ("testserver", 403), ("help.harbour.example", 302)):
        sent = signed(claims(f"http://{host}/portal/"))
        assert sign_in(sent, Client(headers={"host": host})).status_code == status


def test_another_browser_or_state_or_nonce_or_code_is_refused(client, provider, ada):
    state = provider.visit(client.get("/portal/sign-in/oidc/sso/").url)
    assert Client().get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == 403
    assert client.get("/portal/sign-in/oidc/back/?state=other&code=the-code").status_code == 403
    assert client.get(f"/portal/sign-in/oidc/back/?state={state}&code=guess").status_code == 403
    provider.claims["nonce"] = "another"
    assert client.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == 403
    assert not PortalSession.objects.exists()


@pytest.mark.parametrize("wrong", [{"email_verified": False}, {"email": "nobody@x.example"}, {"aud": "other"}])
def test_an_id_token_that_does_not_fit_is_refused(client, provider, ada, wrong):
    provider.claims |= wrong
    state = provider.visit(client.get("/portal/sign-in/oidc/sso/").url)
    assert client.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == 403
    assert not PortalSession.objects.exists()


def test_an_address_nobody_verified_counts_only_if_the_provider_is_believed(client, provider, ada):
    del provider.claims["email_verified"]
    for is_believed, status in ((False, 403), (True, 302)):
        TrustedIssuer.objects.update(believes_addresses=is_believed)
        state = provider.visit(client.get("/portal/sign-in/oidc/sso/").url)
        assert client.get(f"/portal/sign-in/oidc/back/?state={state}&code=the-code").status_code == status
        assert PortalSession.objects.exists() is is_believed


def test_what_contacts_see_is_set_on_their_page(client_of, mei, ada):
    desk = client_of(mei)
    assert desk.get(f"/desk/contacts/{ada.pk}/portal/").status_code == 200
    desk.post(f"/desk/contacts/{ada.pk}/portal/", {"role": "organisation"})
    assert ada.portal_account.role == "organisation"


def test_the_page_of_a_contact_says_how_the_portal_is_used_and_ends_it(client_of, mei, ada):
    browser, desk, address = customer_client(ada), client_of(mei), f"/desk/contacts/{ada.pk}/portal/"
    PortalAccount.objects.filter(contact=ada).update(mails_changes=True)
    overview = desk.get(f"/desk/contacts/{ada.pk}/").content.decode()
    assert address in overview
    assert "Last signed in" in overview
    page = desk.get(address).content.decode()
    for words in ("Last signed in", "Own requests", "when a request is solved", "Sign out everywhere"):
        assert words in page
    assert browser.get("/portal/").status_code == 200
    assert desk.post(address, {"end": "1"}).headers["Location"] == address
    assert browser.get("/portal/").status_code == 302
    entry = AuditEntry.objects.get(object_id=ada.pk, verb="portal.signed_out_everywhere")
    assert (entry.actor_name, entry.data) == (mei.name, {"sessions": 1})
    assert "Sign out everywhere" not in desk.get(address).content.decode()


def test_the_page_of_a_contact_who_never_came_says_so(client_of, mei, bo):
    for address in ("", "portal/"):
        page = client_of(mei).get(f"/desk/contacts/{bo.pk}/{address}").content.decode()
        assert "has not been on the portal yet" in page


def test_a_secret_is_never_shown_again_and_kept_when_left_empty(client_of, mei, issuer):
    desk = client_of(mei)
    page = desk.get(f"/setup/portal-sign-in/{issuer.pk}/").content.decode()
    assert SECRET not in page
    form = {"key": "harbour", "kind": "token", "name": "Renamed", "issuer": "harbour", "secret": "", "is_active": "on"}
    assert desk.post(f"/setup/portal-sign-in/{issuer.pk}/", form).status_code == 302
    issuer.refresh_from_db()
    assert (issuer.name, issuer.secret) == ("Renamed", SECRET)
    assert desk.post("/setup/portal-sign-in/new/", {**form, "key": "short", "secret": "short"}).status_code == 422


def test_a_merged_or_blocked_contact_does_not_come_in_by_token(issuer, portal, ada):
    from qiao.customers.services.portal_accounts import set_account
    from qiao.kernel.access import Actor

    set_account(ada.pk, {"is_blocked": True}, by=Actor.system("test"))
    sign_in(signed(claims(portal)))
    assert not PortalSession.objects.exists()
