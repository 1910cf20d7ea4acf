"""Every operation of the API × every role, a token without the scope, a colleague in another scope, and nobody.

The table is made from the operations themselves; what is expected follows from the permission each one names.
"""

import re

import pytest
from django.test import Client

from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.api.operations import OPERATIONS
from qiao.kernel.api.testing import Caller
from qiao.kernel.models import ApiToken
from qiao.products.testing import make_product
from qiao.site import api as _all_operations  # noqa: F401 - defines them
from qiao.staff.rules import ROLE_PERMISSIONS, permissions_of
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import MessageAttachment, SavedView
from qiao.tickets.services import link_tickets
from qiao.tickets.testing import SYSTEM, make_message, make_ticket

pytestmark = pytest.mark.django_db

ALL = list(OPERATIONS.values())
ABOUT_ONESELF = {
    "sign_out_everywhere", "count_my_notifications", "list_notification_kinds", "list_my_tokens",
}  # fmt: skip
"""An integration has no browser to be signed out of, and nobody tells it anything."""


def address(path: str, **ids) -> str:
    return re.sub(r"{(\w+)}", lambda found: str(ids.get(found[1], 999_999)), path).lstrip("/")


def test_nobody_gets_in_without_a_token():
    client = Client()
    for headers in ({}, {"Authorization": "Bearer qiao_wrong"}, {"Authorization": "Basic eDp5"}):
        for one in ALL:
            answer = client.generic(one.method, f"/api/v1/{address(one.path)}", headers=headers)
            assert answer.status_code == 401, one
            assert answer.json()["code"] == "not_signed_in"
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("role", sorted(ROLE_PERMISSIONS))
def test_each_role_meets_exactly_its_permissions(role):
    caller = Caller(make_person(roles=[role]))
    wrong = []
    for one in ALL:
        status = caller.call(one.method, address(one.path)).status_code
        is_allowed = one.permission in permissions_of([role])
        if (status == 403) == is_allowed or status >= 500:
            wrong.append((one.name, one.permission, status))
    assert not wrong


@pytest.mark.parametrize("kind", [ApiToken.Kind.PERSONAL, ApiToken.Kind.INTEGRATION])
def test_a_token_does_no_more_than_its_scopes(mei, kind):
    caller = Caller(mei, kind=kind, scopes=("product.view",))
    for one in ALL:
        status = caller.call(one.method, address(one.path)).status_code
        is_somebodys = kind == ApiToken.Kind.PERSONAL or one.name not in ABOUT_ONESELF
        assert (status != 403) == (one.permission in {"product.view", "own"} and is_somebodys), one


def test_a_token_does_no_more_than_its_person_does_now(mei):
    caller = Caller(mei)
    assert caller.get("mailboxes").status_code == 200
    mei.roles = ["sales"]
    mei.save()
    assert caller.get("mailboxes").status_code == 403
    mei.is_active = False
    mei.save()
    assert caller.get("me").status_code == 401


def test_a_session_is_no_token(client_of, mei):
    assert client_of(mei).get("/api/v1/me").status_code == 401


@pytest.fixture
def foreign(lin):
    """Ids of things in a restricted team and in a product that Lin has nothing to do with."""
    team = make_team("Secret", is_restricted=True)
    other, own = make_product(), make_product()
    lin.products.add(own)
    hidden = [make_ticket(team=team), make_ticket(product=other)]
    second = make_ticket(team=team)
    ids = []
    for ticket in hidden:
        message = make_message(ticket, direction="out", has_files=True)
        file = MessageAttachment.objects.create(
            message=message, name="x", content_type="text/plain", omitted_reason="big"
        )
        link = link_tickets(ticket.pk, second.pk, by=SYSTEM)
        ids.append(
            {
                "number": ticket.number, "message_id": message.pk, "attachment_id": file.pk, "link_id": link,
                "contact_id": ticket.requester_id, "kind": "note",
            }
        )  # fmt: skip
    return ids


BODIES = {
    "change_ticket": {"priority": "low"}, "assign_ticket": {"person_id": None}, "move_ticket": {"team_id": None},
    "change_state": {"state": "open"}, "set_tags": {"tags": ["x"]}, "snooze_ticket": {"until": "2150-01-01T00:00:00Z"},
    "merge_tickets": {"numbers": [1]}, "split_ticket": {"message_ids": [1]}, "link_ticket": {"number": 1},
    "add_participant": {"email": "a@b.example"}, "reply": {"markdown": "x"}, "add_note": {"markdown": "x"},
    "save_draft": {"markdown": "x"},
}  # fmt: skip


def test_tickets_outside_the_scope_do_not_exist_for_any_operation(lin, foreign):
    caller = Caller(lin)
    for ids in foreign:
        for one in ALL:
            if not re.search(r"{(number|message_id|attachment_id)}", one.path):
                continue
            path = address(one.path, **{"reply_id": 1, **ids})
            answer = caller.call(one.method, path, BODIES.get(one.name))
            assert answer.status_code == 404, (one.name, answer.status_code, answer.content)
            assert answer.json()["code"] == "not_found"


def test_what_is_outside_the_scope_is_neither_listed_found_counted_nor_fed(lin, foreign):
    caller = Caller(lin)
    numbers = {ids["number"] for ids in foreign}
    begun = caller.get("changes/tickets?updated_since=2020-01-01T00:00:00Z").json()
    assert all(item["now"] is None for item in begun["items"])
    assert not {one["number"] for one in caller.get("tickets?limit=200").json()["items"]} & numbers
    assert not {one["number"] for one in caller.get("search?q=gateway").json()["items"]} & numbers
    bulk = caller.post("bulk", {"numbers": sorted(numbers), "act": "priority", "priority": "low"}).json()
    assert bulk["total"] == 0
    batch = {"tickets": [{"number": number, "changes": {"priority": "low"}} for number in numbers]}
    assert {one["status"] for one in caller.patch("batch/tickets", batch).json()["items"]} == {404}


def test_a_visible_ticket_tells_nothing_of_hidden_ones(lin, foreign):
    own = make_ticket()
    hidden = foreign[0]["number"]
    caller = Caller(lin)
    assert caller.post(f"tickets/{own.number}/links", {"number": hidden}).status_code == 404
    assert caller.post(f"tickets/{own.number}/merge", {"numbers": [hidden]}).status_code == 404
    from qiao.tickets.models import Ticket

    link_tickets(own.pk, Ticket.objects.get(number=hidden).pk, by=SYSTEM)
    assert caller.get(f"tickets/{own.number}?expand=links").json()["links"] == []


def test_views_and_texts_of_others_do_not_exist(lin, mei):
    view = SavedView.objects.create(name="Mine", owner=mei, query="view=all")
    caller = Caller(lin)
    assert caller.get(f"tickets?view=saved-{view.pk}").status_code == 404
    assert caller.delete(f"saved-views/{view.pk}").status_code == 404
    assert caller.put(f"saved-views/{view.pk}", {"name": "x", "query": ""}).status_code == 404
    view.refresh_from_db()
    assert (view.name, view.query, view.deleted_at) == ("Mine", "view=all", None)


def test_an_integration_has_nothing_of_its_own(mei):
    caller = Caller(mei, kind=ApiToken.Kind.INTEGRATION)
    ticket = make_ticket(requester=make_contact(organisation=make_organisation()))
    for method, path, data in (
        ("PUT", f"tickets/{ticket.number}/follow", None), ("POST", f"tickets/{ticket.number}/take", None),
        ("PUT", f"tickets/{ticket.number}/drafts/note", {"markdown": "x"}),
        ("POST", "saved-views", {"name": "x", "query": ""}),
        ("POST", "bulk", {"numbers": [ticket.number], "act": "follow"}),
    ):  # fmt: skip
        answer = caller.call(method, path, data)
        assert (answer.status_code, answer.json()["code"]) == (403, "personal_token_needed"), path
