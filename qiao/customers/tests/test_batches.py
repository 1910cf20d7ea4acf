"""Many customers and contacts in one request: each row for itself, with what became of it."""

import pytest

from qiao.customers.models import Contact, Organisation
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.api.testing import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(mei):
    return Caller(mei)


def outcomes(answer) -> list[int]:
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert body["failed"] == sum(one["status"] >= 400 for one in body["items"])
    assert [one["index"] for one in body["items"]] == list(range(len(body["items"])))
    return [one["status"] for one in body["items"]]


def test_customers_are_added_each_for_itself(program):
    make_organisation("Taken", domains=("taken.example",))
    given = [
        {"name": "Acme", "domains": ["acme.example"]},
        {"name": "Bolt", "domains": ["taken.example"]},
        {"name": "Cog"},
    ]
    answer = program.post("batch/organisations", {"organisations": given})
    assert outcomes(answer) == [201, 409, 201]
    first, second, third = answer.json()["items"]
    assert Organisation.objects.get(pk=first["id"]).domains.get().domain == "acme.example"
    assert Organisation.objects.get(pk=third["id"]).name == "Cog"
    assert (second["id"], "taken.example" in second["problem"]["title"]) == (None, True)
    assert not Organisation.objects.filter(name="Bolt").exists()


def test_customers_are_changed_at_the_version_that_was_read(program):
    one, other = make_organisation("Acme", tier="normal", notes="Old"), make_organisation("Bolt", tier="normal")
    etag = program.get(f"organisations/{one.pk}").headers["ETag"]
    stale = program.get(f"organisations/{other.pk}").headers["ETag"]
    program.patch(f"organisations/{other.pk}", {"tier": "key"})
    given = [
        {"id": one.pk, "etag": etag, "changes": {"tier": "strategic"}},
        {"id": other.pk, "etag": stale, "changes": {"tier": "strategic"}},
        {"id": 999_999, "changes": {"tier": "key"}},
        {"id": other.pk, "changes": {"uscc": "nonsense"}},
    ]
    assert outcomes(program.patch("batch/organisations", {"organisations": given})) == [200, 412, 404, 422]
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.tier, one.notes, other.tier) == ("strategic", "Old", "key")


def test_contacts_too(program):
    acme, known = make_organisation("Acme"), make_contact("Ada", email="ada@acme.example")
    given = [
        {"name": "Bo", "organisation_id": acme.pk, "points": [{"kind": "email", "value": "bo@acme.example"}]},
        {"name": "Eve", "points": [{"kind": "email", "value": "ada@acme.example"}]},
        {"name": "Di", "organisation_id": 999_999},
    ]
    answer = program.post("batch/contacts", {"contacts": given})
    assert outcomes(answer) == [201, 409, 422]
    bo = Contact.objects.get(pk=answer.json()["items"][0]["id"])
    assert (bo.organisation, bo.points.get().value) == (acme, "bo@acme.example")
    changes = [{"id": known.pk, "changes": {"organisation_id": acme.pk}}, {"id": bo.pk, "changes": {"points": []}}]
    assert outcomes(program.patch("batch/contacts", {"contacts": changes})) == [200, 200]
    known.refresh_from_db()
    assert (known.organisation, bo.points.count()) == (acme, 0)


def test_a_batch_is_answered_once_per_key(program):
    given = {"organisations": [{"name": "Acme"}]}
    first = program.post("batch/organisations", given, Idempotency_Key="night-1")
    assert program.post("batch/organisations", given, Idempotency_Key="night-1").json() == first.json()
    assert Organisation.objects.count() == 1


def test_a_batch_has_a_limit(program):
    answer = program.post("batch/organisations", {"organisations": [{"name": "x"}] * 101})
    assert (answer.status_code, Organisation.objects.count()) == (422, 0)
