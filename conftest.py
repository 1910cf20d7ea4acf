"""The test suite's own embedded server, started once and shared by all workers."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from qiao.customers.models import Contact, Organisation
    from qiao.staff.models import Person


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    from qiao.site.settings_test import TEST_SERVER

    if TEST_SERVER and TEST_SERVER.start():
        config.stash[_started] = True


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(_started, False):
        from qiao.site.settings_test import TEST_SERVER

        assert TEST_SERVER
        TEST_SERVER.stop()


_started = pytest.StashKey[bool]()


# --- the fixed cast of people; every view test asks: Lin may, Eve may not ---


@pytest.fixture
def lin(db: None) -> "Person":
    """An agent of the first line."""
    from qiao.staff.testing import make_person

    return make_person("\u6797\u6674", email="lin@qiao.example", roles=("agent_l1",), language="zh-hans")


@pytest.fixture
def mei(db: None) -> "Person":
    """A team lead who also administers."""
    from qiao.staff.testing import make_person

    return make_person("\u6885\u82e5\u6e05", email="mei@qiao.example", roles=("lead", "administrator"))


@pytest.fixture
def eve(db: None) -> "Person":
    """An outsider with a sign-in: no role, no team."""
    from qiao.staff.testing import make_person

    return make_person("Eve", email="eve@qiao.example", roles=())


@pytest.fixture
def acme(db: None) -> "Organisation":
    """The customer of Ada and Bo."""
    from qiao.customers.testing import make_organisation

    return make_organisation("Acme", domains=("acme.example",), language="en", time_zone="Europe/London")


@pytest.fixture
def ada(acme: "Organisation") -> "Contact":
    """A contact at Acme."""
    from qiao.customers.testing import make_contact

    return make_contact("Ada Byron", email="ada@acme.example", organisation=acme)


@pytest.fixture
def bo(acme: "Organisation") -> "Contact":
    """Another contact at Acme."""
    from qiao.customers.testing import make_contact

    return make_contact("Bo Lindqvist", email="bo@acme.example", organisation=acme)


@pytest.fixture
def client_of() -> "Callable[[Person], Client]":
    """A browser in which this person has signed in."""
    from django.test import Client

    def sign_in(person: "Person") -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
