"""Rows written by prepared statements are those that saving would have written."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from django.forms.models import model_to_dict

from qiao.kernel.models import AuditEntry, Calendar, WebhookEndpoint
from qiao.kernel.writing import NextKey, insert, update

Product, Person, Team = (apps.get_model(name) for name in ("products.Product", "staff.Person", "staff.Team"))
pytestmark = pytest.mark.django_db

TRICKY = "50 % off, 'quoted', %s, \\, ünïcode 桥"


def entry(**values):
    return AuditEntry(
        **{"object_type": "tickets.ticket", "object_id": 7, "verb": "ticket.opened", "actor_kind": "system",
           "actor_name": TRICKY, "data": {"to": [TRICKY, None, 3]}} | values
    )  # fmt: skip


def product(**values):
    return Product(**{"key": "cluster", "name": {"en": "Cluster", "zh-hans": "集群"}, "kind": "on_premises"} | values)


def plain(row):
    return {**model_to_dict(row), "pk": row.pk}


def test_a_row_comes_back_as_it_was_written(django_assert_num_queries):
    written = entry()
    with django_assert_num_queries(1):
        insert(written)
    assert plain(written) == plain(AuditEntry.objects.get(pk=written.pk))


def test_what_the_database_fills_in_is_known_afterwards():
    written = entry()
    insert(written)
    assert written.pk > 0
    assert (datetime.now(UTC) - written.at).total_seconds() < 60
    assert written.transaction > 0
    assert not written._state.adding


def test_a_default_of_the_database_can_be_given():
    moment = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    written = entry(at=moment, actor_id=12)
    insert(written)
    found = AuditEntry.objects.get(pk=written.pk)
    assert (found.at, found.actor_id, found.cause) == (moment, 12, "")


def test_several_rows_are_one_statement(django_assert_num_queries):
    rows = [entry(object_id=number, actor_id=number if number > 1 else None) for number in (1, 2, 3)]
    with django_assert_num_queries(1):
        insert(*rows)
    found = AuditEntry.objects.in_bulk([row.pk for row in rows])
    assert [(found[row.pk].object_id, found[row.pk].actor_id) for row in rows] == [(1, None), (2, 2), (3, 3)]


def test_fields_with_ways_of_their_own_are_written_as_saving_writes_them():
    team, saved = Team.objects.create(name="Storage"), product(key="saved")
    saved.team = team
    saved.save()
    written = product(key="written", team=team)
    insert(written)
    ours, theirs = (Product.objects.values().get(pk=row.pk) for row in (written, saved))
    different = {name for name in ours if ours[name] != theirs[name]}
    assert different <= {"id", "key", "created_at", "updated_at"}


def test_sealed_fields_are_sealed():
    written = WebhookEndpoint(name="ERP", url="https://erp.example/", secret="whsec_tricky")
    insert(written)
    assert WebhookEndpoint.objects.get(pk=written.pk).secret == "whsec_tricky"


def test_a_row_beside_may_have_got_its_key_later():
    team = Team(name="Storage")
    written = product(team=team)
    team.save()
    insert(written)
    assert Product.objects.get(pk=written.pk).team == team


def test_a_row_beside_that_was_not_stored_is_refused():
    with pytest.raises(ValueError, match="unsaved related object"):
        insert(product(team=Team(name="Storage")))


def test_a_key_can_be_drawn_before():
    beside = Calendar.objects.create(key="berlin", name={"en": "Berlin"}, time_zone="Europe/Berlin")
    found = Calendar.objects.filter(pk=beside.pk)
    key = found.values_list(NextKey(Calendar), flat=True).get()
    written = Calendar(pk=key, key="shanghai", name={"en": "Shanghai"}, time_zone="Asia/Shanghai")
    insert(written)
    assert (written.pk, Calendar.objects.get(pk=key).time_zone) == (key, "Asia/Shanghai")
    assert found.values_list(NextKey(Calendar), flat=True).get() > key > beside.pk


def test_constraints_are_told_as_django_tells_them():
    insert(product())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(product())


def test_only_the_named_fields_are_changed(django_assert_num_queries):
    person = Person.objects.create(email="li@qiao.example", name="Li Na", language="en", roles=["lead"])
    person.name, person.language, person.roles = TRICKY, "zh-hans", []
    with django_assert_num_queries(1):
        update(person, ("name", "roles"))
    found = Person.objects.get(pk=person.pk)
    assert (found.name, found.roles, found.language) == (TRICKY, [], "en")


def test_a_field_is_named_with_or_without_its_key():
    team = Team.objects.create(name="Storage")
    row = product()
    insert(row)
    row.team_id = team.pk
    update(row, ["team"])
    assert Product.objects.get(pk=row.pk).team == team
    row.team_id = None
    update(row, ["team_id"])
    assert Product.objects.get(pk=row.pk).team is None


def test_a_field_that_is_not_there_is_refused():
    row = product()
    insert(row)
    with pytest.raises(ValueError, match="colour"):
        update(row, ["key", "colour"])


def test_changing_a_row_that_is_gone_is_refused():
    row = product()
    insert(row)
    Product.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="gone"):
        update(row, ["key"])
