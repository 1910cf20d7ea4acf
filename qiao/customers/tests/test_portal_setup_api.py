"""Who vouches for customers on the portal, and by when requests about personal data are answered, by HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.customers.models import PrivacyPolicy, TrustedIssuer
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import AuditEntry
from qiao.products.models import PortalBrand
from qiao.products.testing import make_product

pytestmark = pytest.mark.django_db
SECRET = "a-shared-secret-of-more-than-32-characters"


@pytest.fixture
def program(mei):
    return Caller(mei)


def oidc(**more):
    return {"key": "acme", "kind": "oidc", "name": "Acme", "issuer": "https://id.acme.example", "client_id": "qiao",
            "secret": "hush-hush", **more}  # fmt: skip


def test_an_issuer_is_trusted_and_its_secret_never_comes_back(program, acme):
    made = program.post("portal-issuers", oidc(organisation_id=acme.pk))
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["has_secret"], shown["organisation_id"], shown["is_active"]) == (True, acme.pk, True)
    row = TrustedIssuer.objects.get(pk=shown["id"])
    assert row.secret == "hush-hush"
    for path in ("portal-issuers", f"portal-issuers/{row.pk}"):
        assert "hush-hush" not in program.get(path).content.decode()
    assert "hush-hush" not in str(AuditEntry.objects.get(verb="issuer.saved").data)


def test_a_change_keeps_what_was_not_named_and_the_secret_above_all(program, acme):
    number = program.post("portal-issuers", oidc(organisation_id=acme.pk, is_active=True)).json()["id"]
    read = program.get(f"portal-issuers/{number}")
    changed = program.patch(f"portal-issuers/{number}", {"name": "Acme Ltd"}, If_Match=read.headers["ETag"])
    assert (changed.json()["name"], changed.json()["organisation_id"]) == ("Acme Ltd", acme.pk)
    assert program.patch(f"portal-issuers/{number}", {"name": "x"}, If_Match=read.headers["ETag"]).status_code == 412
    opened = program.patch(f"portal-issuers/{number}", {"organisation_id": None}).json()
    assert (opened["organisation_id"], opened["is_active"]) == (None, True)
    assert TrustedIssuer.objects.get(pk=number).secret == "hush-hush"
    program.patch(f"portal-issuers/{number}", {"secret": "another"})
    assert TrustedIssuer.objects.get(pk=number).secret == "another"


def test_what_a_kind_needs_is_refused_by_the_form_of_the_screen(program):
    def fields(**given):
        answer = program.post("portal-issuers", given)
        assert answer.status_code == 422
        return {one["field"] for one in answer.json()["errors"]}

    assert fields() == {"key", "kind", "name", "issuer"}
    assert fields(**oidc(client_id="")) == {"client_id"}
    assert fields(**oidc(kind="token", secret="short")) == {"secret"}
    assert fields(**oidc(organisation_id=999_999)) == {"organisation_id"}
    assert fields(**oidc(product_id=make_product().pk)) == {"product_id"}
    program.post("portal-issuers", oidc())
    assert fields(**oidc()) == {"key"}


def test_an_issuer_may_be_limited_to_a_portal_with_a_domain(program, settings):
    settings.ALLOWED_HOSTS = ["testserver", "help.harbour.example"]
    product = make_product()
    PortalBrand.objects.create(product=product, name="Harbour", domain="help.harbour.example")
    given = oidc(kind="token", secret=SECRET, product_id=product.pk)
    assert program.post("portal-issuers", given).json()["product_id"] == product.pk


def test_deadlines_of_requests_about_personal_data(program):
    read = program.get("privacy-policy")
    assert (read.json()["pipl_days"], read.json()["gdpr_months"]) == (15, 1)
    changed = program.patch("privacy-policy", {"pipl_days": 10}, If_Match=read.headers["ETag"])
    assert (changed.json()["pipl_days"], changed.json()["gdpr_months"]) == (10, 1)
    assert program.patch("privacy-policy", {"pipl_days": 12}, If_Match=read.headers["ETag"]).status_code == 412
    assert program.patch("privacy-policy", {"pipl_days": 0}).json()["errors"][0]["field"] == "pipl_days"
    assert PrivacyPolicy.objects.get().pipl_days == 10
    assert AuditEntry.objects.get(verb="privacy_policy.changed").data == {"pipl_days": [15, 10]}


def test_as_many_statements_for_thirty_issuers_as_for_three(program, acme):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert program.get("portal-issuers").status_code == 200
        return len(seen)

    def make(numbers):
        for number in numbers:
            TrustedIssuer.objects.create(key=f"k{number}", kind="token", name="A", issuer="a", organisation=acme)

    make(range(3))
    program.get("portal-issuers")
    few = statements()
    make(range(3, 30))
    assert statements() == few
