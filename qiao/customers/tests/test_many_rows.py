"""Rows that come in thousands: COPY stores what saving would have stored, and one array finds them again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from qiao.customers.models import Contact, ContactPoint
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.copying import copy_in, copy_rows, like
from qiao.kernel.models import AuditEntry, ExternalKey

pytestmark = pytest.mark.django_db
ODD = "tab\there, back\\slash, line\nend, 引号'\", \\N"


def test_copied_objects_are_what_saving_would_have_stored():
    organisation = make_organisation("Acme")
    seen = datetime(2026, 3, 1, 8, tzinfo=UTC)
    copied = [Contact(organisation=organisation, name=f"{n} {ODD}", erased_at=seen if n else None) for n in range(3)]
    copy_in(copied)
    saved = Contact.objects.create(organisation=organisation, name=f"3 {ODD}")
    rows = list(Contact.objects.order_by("pk"))
    assert [row.pk for row in rows] == [*(one.pk for one in copied), saved.pk]
    assert [row.name for row in rows] == [f"{n} {ODD}" for n in range(4)]
    assert [row.erased_at for row in rows] == [None, seen, seen, None]
    for field in ("call_name", "language", "is_active", "organisation_id", "merged_into_id"):
        assert len({getattr(row, field) for row in rows}) == 1
    assert all(row.created_at and row.updated_at for row in rows)


def test_objects_like_a_pattern_are_rows_of_their_own():
    organisation = make_organisation("Acme")
    pattern = Contact(job_title="Operations")
    copied = [like(pattern, name=f"{n}", organisation_id=organisation.pk) for n in range(2)]
    copy_in(copied)
    assert (pattern.pk, pattern.name, pattern._state.adding) == (None, "", True)
    first, second = Contact.objects.order_by("pk")
    assert [first, second] == copied
    assert (first.name, second.name) == ("0", "1")
    made = Contact(job_title="Operations", name="0", organisation=organisation)
    unlike = {
        field.name for field in Contact._meta.concrete_fields if getattr(first, field.name) != getattr(made, field.name)
    }
    assert unlike == {"id", "created_at", "updated_at"}
    copied[0].name = "Li"
    copied[0].save()
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["1", "Li"]


def test_copied_rows_get_the_defaults_of_the_fields_they_do_not_name():
    contact = make_contact("Li")
    copy_rows(ContactPoint, ("contact_id", "kind", "value", "value_norm"), [(contact.pk, "wecom", ODD, "li")])
    point = ContactPoint.objects.get(kind="wecom")
    assert (point.contact, point.value, point.is_primary, point.undeliverable_reason) == (contact, ODD, False, "")
    names = ("object_type", "object_id", "verb", "actor_kind", "actor_name", "data")
    copy_rows(AuditEntry, names, [("x.y", 1, "x.made", "system", "test", {"名": [None, 1.5, ODD]})])
    entry = AuditEntry.objects.get(object_type="x.y")
    assert (entry.data, entry.actor_id, entry.cause) == ({"名": [None, 1.5, ODD]}, None, "")
    assert entry.at
    assert entry.transaction


def test_constraints_hold_for_copied_rows():
    row = ("crm", "x.y", "1", 7)
    names = ("system", "object_type", "key", "object_id")
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(ExternalKey, names, [row, row])
    assert not ExternalKey.objects.filter(object_type="x.y").exists()
    copy_rows(ExternalKey, names, [])


def test_among_finds_what_in_finds_with_one_parameter():
    names = [f"n{number} 'x' {{,}} \"" for number in range(50)]
    for name in names[:4]:
        make_contact(name)
    wanted = [*names[2:], "", "NULL"]
    with CaptureQueriesContext(connection) as captured:
        found = set(Contact.objects.filter(name__among=wanted).values_list("name", flat=True))
    assert found == set(Contact.objects.filter(name__in=wanted).values_list("name", flat=True)) == set(names[2:4])
    assert "ANY(" in captured.captured_queries[0]["sql"]
    assert not Contact.objects.filter(name__among=[]).exists()
    ids = set(Contact.objects.values_list("pk", flat=True))
    assert set(Contact.objects.filter(pk__among=ids).values_list("pk", flat=True)) == ids
