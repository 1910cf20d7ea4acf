"""Every address says who may use it, and means it. The table is made from the URL configuration."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from qiao.staff.rules import ROLE_PERMISSIONS
from qiao.staff.testing import make_person

# the operations of the API have a matrix of their own, tests/security/test_api_matrix.py
# (functools: the partial at the root of the API, which is nothing but a 404)
THIRD_PARTY = ("allauth.", "django.", "ninja.", "functools")
SAMPLES = {
    "int": "1",
    "sha256": "0" * 64,
    "path": "x.txt",
    "str": "x",
    "slug": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def routes(resolver: URLResolver | None = None, prefix: str = "/"):
    """(address with sample values, view) of every route that is ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern) and not pattern.callback.__module__.startswith(THIRD_PARTY):
            yield sample(route), pattern.callback


def sample(route: str) -> str:
    def value(found: re.Match[str]) -> str:
        return SAMPLES.get(found.group(1) or "str", "1")

    return re.sub(r"<(?:(\w+):)?\w+>", value, route)


# public: everybody; own: everybody who is signed in, for their own things; guarded: decided for each file;
# portal: customers, in tests/security/test_portal_matrix.py
OTHER_KINDS = {"public", "own", "guarded", "portal"}
ROUTES = sorted(routes(), key=lambda row: row[0])


def test_every_view_says_who_may_use_it():
    silent = [address for address, view in ROUTES if not getattr(view, "access", "")]
    assert not silent, f"decorate with desk_page(permission) or public_page: {silent}"


def test_every_permission_named_by_a_view_exists():
    known = set().union(*ROLE_PERMISSIONS.values())
    unknown = {view.access for _, view in ROUTES} - known - OTHER_KINDS
    assert not unknown


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_asked_to_sign_in(method):
    client = Client()
    let_in = []
    for address, view in ROUTES:
        if view.access in {"public", "guarded"}:
            continue
        response = getattr(client, method)(address)
        door = "/portal/sign-in/" if view.access == "portal" else "/accounts/login/"
        if response.status_code != 302 or door not in response.headers["Location"]:
            let_in.append((address, response.status_code))
    assert not let_in


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(ROLE_PERMISSIONS))
def test_each_role_meets_exactly_its_permissions(role):
    person = make_person(roles=[role])
    client = Client(raise_request_exception=False)
    client.force_login(person)
    wrong = []
    for address, view in ROUTES:
        if view.access in OTHER_KINDS:
            continue
        status = client.get(address).status_code
        refused = status == 403
        if refused == (view.access in ROLE_PERMISSIONS[role]) or status >= 500:
            wrong.append((address, view.access, status))
    assert not wrong


@pytest.mark.django_db
def test_posting_without_a_token_is_refused(lin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lin)
    open_doors = []
    for address, view in ROUTES:
        if view.access in {"public", "guarded"}:
            continue
        status = client.post(address).status_code
        if status not in {403, 405}:  # 405: the page knows no POST
            open_doors.append((address, status))
    assert not open_doors


@pytest.mark.django_db
def test_a_file_is_given_to_nobody_who_may_not_have_it(eve):
    for client in (Client(), Client()):
        assert client.get(f"/files/{'0' * 64}/x.txt").status_code in {302, 404}
        client.force_login(eve)
        assert client.get(f"/files/{'0' * 64}/x.txt").status_code == 404
