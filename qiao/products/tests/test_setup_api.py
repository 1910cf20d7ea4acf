"""How portals look, and which products colleagues are limited to, by HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for
from qiao.products.models import PortalBrand
from qiao.products.testing import make_product

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def program(mei):
    return Caller(mei)


def send_logo(program, product_id, content):
    headers = {"Authorization": f"Bearer {program.secret}"}
    data = {"file": SimpleUploadedFile("logo.png", content, "image/png")}
    return program.client.post(f"/api/v1/portal-brands/{product_id}/logo", data, headers=headers)


def test_a_brand_begins_with_the_name_of_its_product_and_is_changed_field_by_field(program):
    product = make_product("Harbour")
    path = f"portal-brands/{product.pk}"
    read = program.get(path)
    assert (read.json()["is_set"], read.json()["name"], read.json()["colour"]) == (False, "Harbour", "#116368")
    changed = program.patch(path, {"colour": "#FFE600"}, If_Match=read.headers["ETag"])
    assert changed.status_code == 200, changed.content
    assert (changed.json()["is_set"], changed.json()["colour"], changed.json()["name"]) == (True, "#ffe600", "Harbour")
    assert program.patch(path, {"takes_anonymous": False}, If_Match=read.headers["ETag"]).status_code == 412
    sites = ["https://app.example.com", "https://www.example.com/"]
    shown = program.patch(path, {"names": {"en": "Help"}, "embed_origins": sites}).json()
    assert shown["embed_origins"] == ["https://app.example.com", "https://www.example.com"]
    assert (shown["names"], shown["colour"]) == ({"en": "Help", "zh_hans": ""}, "#ffe600")
    brand = PortalBrand.objects.get(product=product)
    assert entries_for("products.portalbrand", brand.pk).count() == 2


def test_the_default_brand_is_that_of_no_product(program):
    assert program.patch("portal-brands/0", {"names": {"en": "House"}}).json()["product_id"] is None
    listed = program.get("portal-brands").json()["items"]
    assert [(one["product_id"], one["name"]) for one in listed] == [(None, "House")]
    assert program.get("portal-brands/999999").status_code == 404


def test_a_domain_must_be_served_and_belongs_to_one_brand(program, settings):
    settings.ALLOWED_HOSTS = ["testserver", "help.harbour.example"]
    one, other = make_product(), make_product()
    assert program.patch(f"portal-brands/{one.pk}", {"domain": "help.harbour.example"}).status_code == 200
    taken = program.patch(f"portal-brands/{other.pk}", {"domain": "help.harbour.example"})
    assert (taken.status_code, taken.json()["code"]) == (409, "domain_taken")
    strange = program.patch(f"portal-brands/{other.pk}", {"domain": "evil.example"})
    assert strange.json()["errors"][0]["field"] == "domain"
    wrong = program.patch(f"portal-brands/{other.pk}", {"embed_origins": ["javascript:1"]})
    assert wrong.json()["errors"][0]["field"] == "embed_origins"


def test_a_logo_is_set_and_taken_off(program):
    product = make_product("Harbour")
    assert send_logo(program, product.pk, PICTURE).json()["has_logo"] is True
    assert program.patch(f"portal-brands/{product.pk}", {"colour": "#000000"}).json()["has_logo"] is True
    script = send_logo(program, product.pk, b"<svg onload=alert(1)>")
    assert (script.status_code, script.json()["errors"][0]["field"]) == (422, "file")
    assert program.get(f"portal-brands/{product.pk}").json()["has_logo"] is True
    assert program.delete(f"portal-brands/{product.pk}/logo").json()["has_logo"] is False


def test_all_products_are_said_and_not_meant_by_naming_none(program, lin):
    product, path = make_product(), f"staff-accounts/{lin.pk}/products"
    assert program.get(path).json() == {"person_id": lin.pk, "reach": "all", "product_ids": []}
    assert program.put(path, {"reach": "some", "product_ids": [product.pk]}).json()["product_ids"] == [product.pk]
    empty = program.put(path, {"reach": "some"})
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "product_ids")
    assert program.get(path).json()["reach"] == "some"
    assert program.put(path, {"reach": "all"}).json() == {"person_id": lin.pk, "reach": "all", "product_ids": []}
    assert entries_for("staff.person", lin.pk).filter(verb="person.scope_changed").count() == 2


def test_as_many_statements_for_thirty_brands_as_for_three(program):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert program.get("portal-brands").status_code == 200
        return len(seen)

    def make(number):
        for _ in range(number):
            PortalBrand.objects.create(product=make_product(), name="Help")

    make(3)
    program.get("portal-brands")
    few = statements()
    make(27)
    assert statements() == few
