"""What a portal looks like: readable whatever the colour, by host name, and no host name is believed."""

import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from qiao.products.models import PortalBrand
from qiao.products.public import brand_for_host
from qiao.products.testing import make_product
from qiao.ui.colour import LEAST, brand_tones, contrast, normal_colour

GROUNDS = {"light": ["#ffffff", "#f0eeea", "#eef5f4"], "dark": ["#1d1b18", "#2a2823", "#262420"]}


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["light", "dark"]))
def test_every_colour_is_made_readable(number, theme):
    tones = brand_tones(f"#{number:06x}", theme)
    assert contrast(tones.on_brand, tones.brand) >= LEAST
    assert all(contrast(tones.brand_text, ground) >= LEAST for ground in GROUNDS[theme])


@pytest.mark.parametrize(("colour", "lost_in"), [("#ffff00", {"light"}), ("#000000", {"dark"}), ("#116368", set())])
def test_what_is_filled_has_an_edge_where_the_colour_is_lost_on_the_page(colour, lost_in):
    lines = {theme: brand_tones(colour, theme) for theme in ("light", "dark")}
    assert {theme for theme, tones in lines.items() if tones.brand_line == tones.brand_text} == lost_in
    assert {theme for theme, tones in lines.items() if tones.brand_line == "transparent"} == {"light", "dark"} - lost_in


def test_a_colour_that_reads_well_stays_as_it_is():
    assert brand_tones("#116368", "light").brand_text == "#116368"
    assert [normal_colour(text) for text in ("#ABCDEF", "abcdef", "red", "#12345")] == ["#abcdef", "#abcdef", "", ""]


@pytest.fixture
def brands(db, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver", "help.harbour.example"]
    PortalBrand.objects.create(name="House")
    return PortalBrand.objects.create(
        product=make_product("Harbour"), name="Harbour help", colour="#ffe600", domain="help.harbour.example"
    )


def test_the_host_name_leads_to_the_brand(brands):
    assert b"Harbour help" in Client().get("/portal/sign-in/", headers={"host": "help.harbour.example"}).content
    page = Client().get("/portal/sign-in/").content
    assert b"House" in page
    assert b"Harbour help" not in page


def test_a_host_that_is_not_served_is_refused_and_never_stands_in_a_link(brands, settings):
    assert Client().get("/portal/sign-in/", headers={"host": "evil.example"}).status_code == 400
    assert brand_for_host("help.harbour.example").address.endswith("://help.harbour.example:8000")
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert brand_for_host("help.harbour.example").address == settings.ADDRESS


def test_on_its_own_domain_a_portal_is_alone(brands, client_of, mei, settings):
    def asked(path, host="help.harbour.example:8443", client=None):
        return (client or Client()).get(path, headers={"host": host})

    assert asked("/").headers["Location"] == "/portal/"
    assert asked("/portal/sign-in/").status_code == 200
    desk = client_of(mei)
    for path in ("/desk/", "/accounts/login/", "/setup/portal/", "/api/v1/openapi.json", "/me/", "/gallery/"):
        assert asked(path, client=desk).status_code == 404
        assert asked(path, client=desk, host="testserver").status_code != 404
    answer = desk.post("/accounts/login/", {}, headers={"host": "help.harbour.example"})
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer.headers
    settings.ADDRESS = "https://help.harbour.example"
    assert asked("/desk/", client=desk).status_code == 200
    settings.ADDRESS = "https://desk.example"
    brands.product.is_active = False
    brands.product.save()
    assert asked("/desk/", client=desk).status_code == 200


def test_the_house_asks_nothing_about_domains(brands, client_of, mei, django_assert_num_queries, settings):
    settings.ADDRESS = "http://desk.vendor.example"
    settings.ALLOWED_HOSTS = ["*"]
    for host in ("desk.vendor.example", "127.0.0.1:8000", "[::1]:8000", "localhost"):
        with django_assert_num_queries(0):
            assert Client().get("/", headers={"host": host}).headers["Location"] == "/desk/"


def test_styles_and_logo_are_for_everybody_and_change_their_address(brands, client_of, mei, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    card = brand_for_host("help.harbour.example")
    styles = Client().get(f"/portal/brand/{card.id}/{card.stamp}.css")
    assert b"--brand:#ffe600" in styles.content
    assert "immutable" in styles.headers["Cache-Control"]
    assert Client().get(f"/portal/brand/{card.id}/{card.stamp}/logo").status_code == 404
    desk, product = client_of(mei), brands.product_id
    form = {"name_en": "Harbour help", "colour": "#ffe600", "domain": "help.harbour.example"}
    svg = io.BytesIO(b"<svg onload='alert(1)'/>")
    svg.name = "logo.png"
    assert desk.post(f"/setup/portal/{product}/", {**form, "logo": svg}).status_code == 422
    png = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    png.name = "logo.png"
    assert desk.post(f"/setup/portal/{product}/", {**form, "logo": png}).status_code == 302
    logo = Client().get(f"/portal/brand/{card.id}/{card.stamp}/logo")
    assert (logo.status_code, logo.headers["Content-Type"]) == (200, "image/png")
    assert desk.post(f"/setup/portal/{product}/", {**form, "domain": "not.served.example"}).status_code == 422
    assert desk.post(f"/setup/portal/{product}/", {**form, "embed_origins": "javascript:x"}).status_code == 422
