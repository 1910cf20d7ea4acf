"""Kinds of request, their questions and public answers by HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.kernel.api.testing import Caller
from qiao.kernel.audit import entries_for
from qiao.products.testing import make_product
from qiao.staff.testing import make_team
from qiao.tickets.models import PublicAnswer, RequestField, RequestType
from qiao.tickets.selectors.request_types import offered_types

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(mei):
    return Caller(mei)


def new_type(program, **more):
    given = {"names": {"en": "Broken", "zh_hans": ""}, "kind": "incident", "priority": "high", "icon": "bug", **more}
    answer = program.post("request-types", given)
    assert answer.status_code == 201, answer.content
    return answer.json()


def new_question(program, type_id, key, **more):
    given = {"key": key, "labels": {"en": key.title()}, "kind": "text", **more}
    return program.post(f"request-types/{type_id}/questions", given)


def test_a_kind_of_request_is_offered_from_then_on_and_changed_field_by_field(program):
    product, team = make_product(), make_team("Field service")
    made = new_type(program, team_id=team.pk, product_ids=[product.pk])
    assert (made["is_active"], made["is_open_to_all"], made["kind"]) == (True, True, "incident")
    assert [one.pk for one in offered_types([product.pk])] == [made["id"]]
    read = program.get(f"request-types/{made['id']}")
    changed = program.patch(f"request-types/{made['id']}", {"position": 7}, If_Match=read.headers["ETag"]).json()
    assert changed == made | {"position": 7}
    late = program.patch(f"request-types/{made['id']}", {"position": 8}, If_Match=read.headers["ETag"])
    assert late.status_code == 412
    freed = program.patch(f"request-types/{made['id']}", {"team_id": None, "is_active": False}).json()
    assert (freed["team_id"], freed["is_active"], freed["product_ids"]) == (None, False, [product.pk])
    assert offered_types() == []
    assert entries_for("tickets.requesttype", made["id"]).filter(verb="request_type.saved").count() == 3


def test_a_team_that_is_no_longer_in_use_stays_with_its_kind(program):
    team = make_team("Field service")
    made = new_type(program, team_id=team.pk)
    program.put(f"teams/{team.pk}/archive")
    kept = program.patch(f"request-types/{made['id']}", {"priority": "low"}).json()
    assert (kept["team_id"], kept["priority"]) == (team.pk, "low")
    refused = program.post("request-types", {"names": {"en": "x"}, "team_id": team.pk})
    assert refused.json()["errors"][0]["field"] == "team_id"


def test_questions_are_asked_in_their_order_under_conditions(program):
    kind = new_type(program)["id"]
    choices = [{"key": "gateway", "en": "Gateway", "zh_hans": ""}, {"key": "other"}]
    device = new_question(program, kind, "device", kind="choice", choices=choices).json()
    assert device["choices"][1] == {"key": "other", "en": "other", "zh_hans": ""}
    condition = {"field": "device", "test": "is", "value": "gateway"}
    port = new_question(program, kind, "port", shown_if=condition, is_required=True).json()
    assert (port["position"], port["shown_if"], port["required_if"]) == (1, condition, None)
    renamed = program.patch(f"request-questions/{device['id']}", {"labels": {"en": "Which device?"}}).json()
    assert (renamed["label"], renamed["choices"]) == ("Which device?", device["choices"])
    ahead = program.patch(f"request-questions/{device['id']}", {"position": 5})
    assert (ahead.status_code, ahead.json()["code"]) == (422, "condition_looks_ahead")
    always = program.patch(f"request-questions/{port['id']}", {"shown_if": None}).json()
    assert (always["shown_if"], always["is_required"]) == (None, True)
    assert program.delete(f"request-questions/{port['id']}").status_code == 204
    assert [one["key"] for one in program.get(f"request-types/{kind}/questions").json()["items"]] == ["device"]
    verbs = entries_for("tickets.requesttype", kind).values_list("verb", flat=True)
    assert {"request_type.question_saved", "request_type.question_deleted"} <= set(verbs)


def test_a_question_that_cannot_be_is_refused_by_its_field(program):
    kind = new_type(program)["id"]
    new_question(program, kind, "device")

    def refused(**given):
        answer = new_question(program, kind, **{"key": "port", **given})
        assert answer.status_code in {409, 422}, answer.content
        return [one["field"] for one in answer.json().get("errors", [])] or answer.json()["code"]

    assert refused(key="device") == "key_taken"
    assert refused(kind="choice") == ["choices"]
    assert refused(labels={"en": " "}) == ["labels"]
    assert refused(shown_if={"field": "nobody", "test": "filled"}) == ["shown_if"]
    assert RequestField.objects.count() == 1
    assert new_question(program, 999_999, "port").status_code == 404


def test_a_question_is_changed_at_the_version_that_was_read(program):
    number = new_question(program, new_type(program)["id"], "device").json()["id"]
    read = program.get(f"request-questions/{number}")
    assert program.patch(f"request-questions/{number}", {"is_required": True}).status_code == 200
    late = program.patch(f"request-questions/{number}", {"is_required": False}, If_Match=read.headers["ETag"])
    assert late.status_code == 412
    assert program.get(f"request-questions/{number}", If_None_Match=read.headers["ETag"]).status_code == 200


def test_a_public_answer_is_written_found_by_its_words_and_hidden(program):
    product = make_product()
    given = {"titles": {"en": "Reset the gateway"}, "bodies": {"en": "Hold **reset**."}, "product_ids": [product.pk]}
    made = program.post("public-answers", given)
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert "gateway" in PublicAnswer.objects.get(pk=number).words
    read = program.get(f"public-answers/{number}")
    changed = program.patch(f"public-answers/{number}", {"is_active": False}, If_Match=read.headers["ETag"]).json()
    assert (changed["is_active"], changed["title"], changed["product_ids"]) == (
        False,
        "Reset the gateway",
        [product.pk],
    )
    assert program.patch(f"public-answers/{number}", {"is_active": True}, If_Match='"old"').status_code == 412
    wrong = program.post("public-answers", {"titles": {"en": "x"}})
    assert wrong.json()["errors"][0]["field"] == "bodies"
    assert entries_for("tickets.publicanswer", number).count() == 2


def make_rows(number):
    for _ in range(number):
        product = make_product()
        kind = RequestType.objects.create(name="Kind", team=make_team())
        kind.products.add(product)
        RequestField.objects.create(request_type=RequestType.objects.first(), key=f"q{kind.pk}", label="Question")
        PublicAnswer.objects.create(title="Title", body="Body").products.add(product)


@pytest.mark.parametrize("path", ["request-types", "request-types/first/questions", "public-answers"])
def test_as_many_statements_for_thirty_rows_as_for_three(program, path):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert program.get(path.replace("first", str(RequestType.objects.first().pk))).status_code == 200
        return len(seen)

    make_rows(3)
    statements()
    few = statements()
    make_rows(27)
    assert statements() == few
