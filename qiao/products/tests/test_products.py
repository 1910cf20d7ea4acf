"""Products, their versions and components."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qiao.kernel.access import Actor
from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for
from qiao.products import services
from qiao.products.models import Component, Product, Version
from qiao.products.rules import is_in_support, version_sort_key
from qiao.products.selectors import component_rows
from qiao.products.testing import make_component, make_product, make_version
from qiao.products.urls import urlpatterns
from qiao.staff.testing import make_person

numbers = st.lists(st.integers(0, 99_999), min_size=1, max_size=5)


@given(numbers, numbers)
def test_numbered_versions_sort_as_numbers(one, other):
    keys = [version_sort_key(".".join(map(str, version))) for version in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


def test_versions_sort_as_people_do():
    names = ["4.9", "4.10-beta2", "4.10-rc1", "4.10", "4.10.1", "4.10 SP1", "V5.0", "5.0.0.1", "2024R1", "2024R2"]
    shuffled = names[5:] + names[:5]
    assert sorted(shuffled, key=version_sort_key) == names


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        ("supported", None, True),
        ("supported", date(2026, 5, 1), True),
        ("supported", date(2026, 4, 30), False),
        ("ended", None, False),
        ("planned", None, False),
    ],
)
def test_support_ends_after_the_last_day(state, until, expected):
    assert is_in_support(state, until, date(2026, 5, 1)) is expected


@pytest.fixture
def parts(db):
    """Something at every address of this domain."""
    product = make_product("Helm")
    return {
        "product_id": product.pk,
        "component_id": make_component(product).pk,
        "version_id": make_version(product).pk,
        "person_id": make_person().pk,
    }


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_mei_may_eve_may_not(pattern, parts, client_of, client, mei, eve, lin):
    address = reverse(f"products:{pattern.name}", kwargs={name: parts[name] for name in pattern.pattern.converters})
    is_post = pattern.name.endswith(("archive", "state"))
    send = (lambda browser: browser.post(address)) if is_post else (lambda browser: browser.get(address))
    assert send(client_of(eve)).status_code == 403
    assert send(client).headers["Location"].startswith("/accounts/login/")
    assert send(client_of(mei)).status_code in {200, 302}
    reads = pattern.name in {"list", "product"}
    assert send(client_of(lin)).status_code == (200 if reads else 403)


@pytest.mark.parametrize("name", ["list", "product"])
def test_as_many_statements_for_thirty_rows_as_for_three(name, client_of, mei):
    product = make_product(owner=mei)
    browser, counts = client_of(mei), []
    address = reverse(f"products:{name}", args=[product.pk] if name == "product" else [])
    for number in (3, 27):
        for _ in range(number):
            make_product(owner=mei)
            make_version(product)
            parent = make_component(product, owner=mei)
            make_component(product, parent=parent)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


FORM = {"name_en": "Helm", "name_zh": "\u8235\u624b\u8c03\u5ea6", "key": "helm", "kind": "on_premises"}


def test_a_product_is_added_in_both_languages(client_of, mei, lin):
    client_of(mei).post(reverse("products:new"), FORM)
    product = Product.objects.get()
    assert (product.name.en, product.name_initials) == ("Helm", "dsdd")
    page = client_of(lin).get(reverse("products:list")).content.decode()  # Lin reads Chinese
    assert "\u8235\u624b\u8c03\u5ea6" in page


def test_the_key_is_unique(client_of, mei):
    make_product(key="helm")
    answer = client_of(mei).post(reverse("products:new"), FORM)
    assert answer.status_code == 422
    assert Product.objects.count() == 1
    with pytest.raises(services.KeyTaken):
        services.create_product({"name": {"en": "x"}, "key": "helm"}, by=mei.actor)


def test_a_version_is_marked_out_of_support_and_back(client_of, mei):
    version = make_version(make_product(), "1.0")
    browser, address = client_of(mei), reverse("products:version_state", args=[version.pk])
    browser.post(address)
    version.refresh_from_db()
    assert version.state == Version.State.ENDED
    browser.post(address, {"restore": "1"})
    version.refresh_from_db()
    assert version.state == Version.State.SUPPORTED
    assert [entry.verb for entry in entries_for("products.version", version.pk)] == ["version.changed"] * 2


def test_versions_come_newest_first(db):
    product = make_product()
    for name in ("4.9", "4.10", "4.2"):
        make_version(product, name)
    assert [version.name for version in product.versions.all()] == ["4.10", "4.9", "4.2"]


def test_a_component_cannot_be_a_part_of_itself(mei):
    product = make_product()
    top = make_component(product, "Top")
    middle = make_component(product, "Middle", parent=top)
    leaf = make_component(product, "Leaf", parent=middle)
    with pytest.raises(services.ComponentInsideItself):
        services.change_component(top.pk, {"parent": leaf}, by=mei.actor)
    assert [row.path for row in component_rows(product.pk)] == [("Top",), ("Top", "Middle"), ("Top", "Middle", "Leaf")]


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_close_no_ring():
    product = make_product()
    left, right = make_component(product, "Left"), make_component(product, "Right")
    barrier = threading.Barrier(2)

    def move(one: Component, under: Component) -> bool:
        barrier.wait()
        try:
            services.change_component(one.pk, {"parent": under}, by=Actor.system("test"))
        except services.ComponentInsideItself:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, (left, right), (right, left))) == [False, True]
    assert len(component_rows(product.pk)) == 2


def test_a_component_with_parts_is_archived_last_and_comes_back_with_its_parents(mei):
    product = make_product()
    top = make_component(product, "Top")
    leaf = make_component(product, "Leaf", parent=top)
    with pytest.raises(services.ComponentHasParts):
        services.set_component_active(top.pk, False, by=mei.actor)
    for component in (leaf, top):
        services.set_component_active(component.pk, False, by=mei.actor)
    assert component_rows(product.pk) == []
    services.set_component_active(leaf.pk, True, by=mei.actor)
    assert Component.objects.filter(is_active=True).count() == 2
    assert [row.path for row in component_rows(product.pk)] == [("Top",), ("Top", "Leaf")]


def test_scope_limits_a_person_to_products(client_of, mei, lin):
    helm, other = make_product("Helm"), make_product("Other")
    assert not lin.products.exists()
    client_of(mei).post(reverse("products:person_scope", args=[lin.pk]), {"reach": "some", "products": [helm.pk]})
    assert [product.pk for product in lin.products.all()] == [helm.pk]
    for unclear in ({}, {"reach": "some"}, {"products": [other.pk]}):
        answer = client_of(mei).post(reverse("products:person_scope", args=[lin.pk]), unclear)
        assert answer.status_code == 422
    assert [product.pk for product in lin.products.all()] == [helm.pk], "never all by leaving something out"
    client_of(mei).post(reverse("products:person_scope", args=[lin.pk]), {"reach": "all"})
    assert not lin.products.exists()
    assert [entry.verb for entry in entries_for("staff.person", lin.pk)].count("person.scope_changed") == 2


@pytest.mark.parametrize(
    ("kind", "change"), [("components", {"names": {"en": "Broker"}}), ("versions", {"name": "9.1"})]
)
def test_components_and_versions_are_read_and_changed_at_the_version_that_was_read(kind, change, mei):
    product, program = make_product("Harbour"), Caller(mei)
    row = make_component(product, "Queue") if kind == "components" else make_version(product, "9.0")
    read = program.get(f"{kind}/{row.pk}")
    assert (read.status_code, read.json()["product_id"]) == (200, product.pk)
    assert program.get(f"{kind}/{row.pk}", If_None_Match=read.headers["ETag"]).status_code == 304
    assert program.patch(f"{kind}/{row.pk}", change, If_Match=read.headers["ETag"]).status_code == 200
    assert program.patch(f"{kind}/{row.pk}", change, If_Match=read.headers["ETag"]).status_code == 412
    row.refresh_from_db()
    assert str(row.name) in {"Broker", "9.1"}
    assert program.get(f"{kind}/999999").status_code == 404
