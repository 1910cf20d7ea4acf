"""Looking after customers by HTTP: notes, files, who is the same, the portal, personal data, imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.customers.models import Contact, DataRequest, LegalHold, NotTheSame, Organisation, PortalAccount
from qiao.customers.testing import make_contact, make_contract, make_organisation
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import ApiToken, AuditEntry
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return Caller(make_person(roles=["administrator"]))


def upload(program, path, name, content, **fields):
    """A multipart request."""
    data = {"file": SimpleUploadedFile(name, content), **fields}
    headers = {"Authorization": f"Bearer {program.secret}"}
    return program.client.post(f"/api/v1/{path}", data, headers=headers)


def test_notes_are_written_changed_pinned_taken_away_and_brought_back(program, acme):
    note = program.post(f"organisations/{acme.pk}/notes", {"body": "Prefers **calls**."}).json()
    program.post(f"organisations/{acme.pk}/notes", {"body": "Second."})
    changed = program.patch(f"notes/{note['id']}", {"body": "Prefers mail.", "was": note["body"], "is_pinned": True})
    assert (changed.json()["body"], changed.json()["is_pinned"]) == ("Prefers mail.", True)
    late = program.patch(f"notes/{note['id']}", {"body": "No.", "was": note["body"]})
    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    listed = program.get(f"organisations/{acme.pk}/notes").json()["items"]
    assert [one["body"] for one in listed] == ["Prefers mail.", "Second."]
    assert program.delete(f"notes/{note['id']}").status_code == 204
    assert len(program.get(f"organisations/{acme.pk}/notes").json()["items"]) == 1
    assert program.patch(f"notes/{note['id']}", {"body": "x"}).status_code == 404
    assert program.post(f"notes/{note['id']}/restore").json()["removed_at"] is None
    verbs = AuditEntry.objects.filter(object_type="customers.organisation", object_id=acme.pk, verb__startswith="note")
    assert set(verbs.values_list("verb", flat=True)) == {
        "note.added", "note.changed", "note.pinned", "note.removed", "note.restored",
    }  # fmt: skip


def test_files_are_kept_fetched_and_taken_away(program, ada):
    kept = upload(program, f"contacts/{ada.pk}/files", "plan.pdf", b"%PDF-1.7 plan")
    assert kept.status_code == 201, kept.content
    number = kept.json()["id"]
    fetched = program.get(f"kept-files/{number}")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 plan"
    assert fetched.headers["Content-Type"] == "application/octet-stream"
    assert [one["name"] for one in program.get(f"contacts/{ada.pk}/files").json()["items"]] == ["plan.pdf"]
    assert program.delete(f"kept-files/{number}").status_code == 204
    assert program.get(f"kept-files/{number}").status_code == 404
    assert program.post(f"kept-files/{number}/restore").json()["name"] == "plan.pdf"


def ids_of(answer) -> set[int]:
    return {one["id"] for one in answer.json()["items"]}


def test_customers_and_contacts_are_merged_and_taken_apart(program):
    one, other = make_organisation(name="Acme Ltd"), make_organisation(name="Acme Limited")
    merged = program.post(f"organisations/{one.pk}/merge", {"ids": [other.pk]})
    assert merged.status_code == 200, merged.content
    assert program.get(f"organisations/{other.pk}").json()["merged_into_id"] == one.pk
    theirs, contract = make_contact("Bo of the other", organisation=other), make_contract(other)
    assert theirs.pk in ids_of(program.get(f"contacts?organisation={one.pk}"))
    assert ids_of(program.get(f"contracts?organisation={one.pk}")) == {contract.pk}
    again = program.post(f"organisations/{one.pk}/merge", {"ids": [other.pk]})
    assert (again.status_code, again.json()["code"]) == (409, "cannot_merge")
    assert program.post(f"organisations/{other.pk}/unmerge").json()["merged_into_id"] is None
    assert not Organisation.objects.filter(merged_into__isnull=False).exists()
    ada, a_byron = make_contact("Ada Byron", organisation=one), make_contact("A. Byron", organisation=one)
    program.post(f"contacts/{ada.pk}/merge", {"ids": [a_byron.pk]})
    assert Contact.objects.get(pk=a_byron.pk).merged_into == ada
    assert program.post(f"contacts/{a_byron.pk}/unmerge").status_code == 200
    assert program.post(f"contacts/{ada.pk}/not-the-same", {"id": a_byron.pk}).status_code == 204
    assert NotTheSame.objects.count() == 1


def test_notes_of_merged_customers_are_listed_with_the_one_that_stands(program):
    one, other = make_organisation(), make_organisation()
    program.post(f"organisations/{other.pk}/notes", {"body": "From before."})
    program.post(f"organisations/{one.pk}/merge", {"ids": [other.pk]})
    assert [note["body"] for note in program.get(f"organisations/{one.pk}/notes").json()["items"]] == ["From before."]


def test_what_a_contact_sees_on_the_portal(program, ada):
    assert program.get(f"contacts/{ada.pk}/portal-account").json()["role"] == "own"
    changed = program.put(f"contacts/{ada.pk}/portal-account", {"role": "organisation", "is_blocked": True})
    assert (changed.json()["role"], changed.json()["is_blocked"]) == ("organisation", True)
    assert PortalAccount.objects.get(contact=ada).is_blocked


def test_a_copy_of_somebodys_data_goes_its_way(program, ada):
    given = {"kind": "export", "law": "gdpr", "asked": "What do you know of me?", "received_on": "2026-03-02"}
    number = program.post(f"contacts/{ada.pk}/data-requests", given).json()["id"]
    assert program.get("data-requests").json()["items"][0]["due_on"] == "2026-04-02"
    early = program.post(f"data-requests/{number}/copy")
    assert (early.status_code, early.json()["code"]) == (409, "not_now")
    program.post(f"data-requests/{number}/verify")
    program.post(f"data-requests/{number}/take-up", {"text": "Called back."})
    program.post(f"data-requests/{number}/copy")
    run_jobs()
    assert program.get(f"data-requests/{number}").json()["has_file"]
    assert b"".join(program.get(f"data-requests/{number}/file").streaming_content).startswith(b"PK")
    assert program.post(f"data-requests/{number}/hand-over").json()["state"] == "done"
    assert program.get("data-requests?is_open=false").json()["items"][0]["id"] == number


def test_only_a_person_erases_and_a_hold_stands_against_it(program, ada):
    number = program.post(f"contacts/{ada.pk}/data-requests", {"kind": "erasure", "law": "pipl"}).json()["id"]
    program.post(f"data-requests/{number}/verify")
    program.post(f"data-requests/{number}/take-up", {"text": "Passport."})
    machine = Caller(program.token.person, kind=ApiToken.Kind.INTEGRATION)
    assert machine.post(f"data-requests/{number}/erase").json()["code"] == "personal_token_needed"
    hold = program.post(f"contacts/{ada.pk}/legal-holds", {"text": "Lawsuit"}).json()
    assert program.post(f"data-requests/{number}/erase").json()["code"] == "under_legal_hold"
    assert [one["reason"] for one in program.get(f"contacts/{ada.pk}/legal-holds").json()["items"]] == ["Lawsuit"]
    assert program.delete(f"legal-holds/{hold['id']}").status_code == 204
    assert LegalHold.objects.get().released_at is not None
    assert DataRequest.objects.get().state == "in_progress"


@pytest.mark.parametrize("kind", ["organisations", "contacts", "contracts", "deployments", "products"])
def test_a_change_of_a_version_that_is_gone_is_refused(program, acme, ada, kind):
    product = make_product()
    given = {"number": "C-1", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    numbers = {
        "organisations": acme.pk, "contacts": ada.pk, "products": product.pk,
        "contracts": program.post(f"organisations/{acme.pk}/contracts", given).json()["id"],
        "deployments": program.post(f"organisations/{acme.pk}/deployments", {"product_id": product.pk}).json()["id"],
    }  # fmt: skip
    changes = {
        "organisations": {"short_name": "AC"}, "contacts": {"job_title": "Boss"}, "contracts": {"terms": "All"},
        "deployments": {"name": "Plant 3"}, "products": {"kind": "cloud"},
    }  # fmt: skip
    path = f"{kind}/{numbers[kind]}"
    tag = program.get(path).headers["ETag"]
    assert program.get(path, If_None_Match=tag).status_code == 304
    changed = program.patch(path, changes[kind], If_Match=tag)
    assert changed.status_code == 200, changed.content
    assert program.get(path, If_None_Match=tag).status_code == 200
    late = program.patch(path, changes[kind], If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")
    assert program.get(path).headers["ETag"] == changed.headers["ETag"]
    assert program.patch(path, changes[kind], If_Match="*").status_code == 200


def test_who_may_not_manage_privacy_files_a_request_but_does_not_see_the_queue(lin, ada):
    caller = Caller(lin)
    assert caller.post(f"contacts/{ada.pk}/data-requests", {"kind": "export", "law": "pipl"}).status_code == 201
    assert caller.get("data-requests").status_code == 403
    assert caller.post(f"contacts/{ada.pk}/legal-holds", {"text": "x"}).status_code == 403


def test_a_table_is_imported_mended_and_undone(program):
    kinds = {one["key"]: one for one in program.get("import-kinds").json()["items"]}
    assert "organisations" in kinds, sorted(kinds)
    table = b"Name,CRM number\nNorth Ltd,N1\n,N2\n"
    run = upload(program, "imports", "crm.csv", table, kind="organisations")
    assert run.status_code == 201, run.content
    number = run.json()["id"]
    assert run.json()["headers"] == ["Name", "CRM number"]
    assert program.post(f"imports/{number}/check", {"mapping": ["nonsense", ""]}).status_code == 422
    assert program.post(f"imports/{number}/encoding", {"encoding": "utf-16"}).json()["code"] == "not_a_table"
    assert program.post(f"imports/{number}/check", {}).status_code == 202
    run_jobs()
    checked = program.get(f"imports/{number}").json()
    assert (checked["state"], checked["created"], checked["refused"]) == ("checked", 1, 1)
    assert program.get(f"imports/{number}/problems").json()["items"][0]["row"] == 3
    assert program.post(f"imports/{number}/run").status_code == 202
    run_jobs()
    assert Organisation.objects.get(external_key="N1").name == "North Ltd"
    refused = b"".join(program.get(f"imports/{number}/refused").streaming_content)
    assert b"N2" in refused
    assert b"N1" not in refused
    program.post(f"imports/{number}/undo")
    run_jobs()
    assert program.get(f"imports/{number}").json()["state"] == "undone"
    assert not Organisation.objects.filter(external_key="N1").exists()
    assert upload(program, "imports", "x.csv", table, kind="nothing").json()["errors"][0]["field"] == "kind"


@pytest.mark.parametrize("makes_also", [False, True])
def test_contacts_bring_their_customers_only_when_asked(makes_also, program):
    table = b"Name,Email,Customer\nAda,ada@north.example,North Ltd\n"
    number = upload(program, "imports", "people.csv", table, kind="contacts").json()["id"]
    program.post(f"imports/{number}/check", {"makes_also": makes_also})
    run_jobs()
    checked = program.get(f"imports/{number}").json()
    assert (checked["makes_also"], checked["also_created"], checked["refused"]) == (
        makes_also,
        makes_also,
        not makes_also,
    )
    program.post(f"imports/{number}/run")
    run_jobs()
    assert Organisation.objects.filter(name="North Ltd").exists() == makes_also
