"""The test suite's own embedded server, started once and shared by all workers."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from django.test import Client

    from qiao.customers.models import Contact, Organisation
    from qiao.staff.models import Person


# how long something takes says nothing about whether it is right, and differs between machines
settings.register_profile("qiao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qiao")


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


@pytest.fixture(scope="session", autouse=True)
def _emptying_keeps_what_migrations_brought(request: pytest.FixtureRequest) -> "Iterator[None]":
    """Tests with real commits empty every table afterwards: past the guard of the audit record, and
    putting back the rows that migrations had written (calendars, templates)."""
    if not any(
        "django_db" in item.keywords or "db" in getattr(item, "fixturenames", ()) for item in request.session.items
    ):
        yield
        return
    request.getfixturevalue("django_db_setup")
    from django.db import connection
    from django.db.backends.base.operations import BaseDatabaseOperations

    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock():
        brought = {table: _copy_out(table) for table in connection.introspection.table_names() if _has_rows(table)}
        connection.close()
    original = BaseDatabaseOperations.execute_sql_flush

    def empty(self: BaseDatabaseOperations, statements: list[str]) -> None:
        # the job queue's tables are not Django's own, so Django would leave them as they are
        jobs = "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"
        original(self, ["SET session_replication_role = replica", *statements, jobs])
        for table, rows in brought.items():
            _copy_in(table, rows)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")

    BaseDatabaseOperations.execute_sql_flush = empty  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = original  # type: ignore[method-assign]
    with blocker.unblock(), connection.cursor() as cursor:
        # threads of tests may have left connections, and a database in use cannot be dropped
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.close()


_REMADE_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}
_OF_JOBS = "procrastinate_"


def _has_rows(table: str) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
        has_rows = bool(cursor.fetchone()[0])
    return has_rows and table not in _REMADE_BY_DJANGO and not table.startswith(_OF_JOBS)


def _copy_out(table: str) -> bytes:
    from django.db import connection

    columns = _written_columns(table)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) TO STDOUT') as copy:
        return b"".join(bytes(part) for part in copy)


def _copy_in(table: str, rows: bytes) -> None:
    from django.db import connection

    columns = _written_columns(table)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        copy.write(rows)


def _written_columns(table: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = current_schema() AND is_generated = 'NEVER'",
            [table],
        )
        return str(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def _states_are_as_they_usually_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process remembers what the house decided about states; no test hears of what another decided."""
    from qiao.tickets import house

    monkeypatch.setattr(house, "states", house.HouseStates())


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
        client.force_login(person, backend="qiao.staff.backends.ModelBackend")
        return client

    return sign_in
