"""The audit record through the front door; and every act in it has words."""

import ast
import csv
import io
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import qiao
from qiao.kernel.audit import record
from qiao.kernel.history import _lines
from qiao.kernel.models import AuditEntry
from qiao.staff.testing import make_person, make_team

pytestmark = pytest.mark.django_db
ADDRESS = "/setup/audit/"
SOURCE = Path(qiao.__file__).parent
NOT_SHIPPED = {"demo.filled"}


@pytest.fixture
def oversight(client_of):
    return client_of(make_person("Ora", roles=("auditor",)))


def test_an_auditor_sees_who_did_what(oversight, mei):
    record(mei.actor, "team.created", make_team("", mei), data={"name": "Night shift"})
    page = oversight.get(ADDRESS).content.decode()
    assert mei.name in page
    assert "added a team" in page
    assert "Night shift" in page


def test_filters_leave_what_fits(oversight, mei, lin):
    team = make_team("", mei)
    record(mei.actor, "team.changed", team, data={"name": "Alpha"})
    record(lin.actor, "person.changed", lin, data={})
    both = oversight.get(ADDRESS).content.decode()
    assert "changed a team" in both
    assert "changed the profile" in both
    of_mei = oversight.get(ADDRESS, {"person": mei.pk}).content.decode()
    assert "changed a team" in of_mei
    assert "changed the profile" not in of_mei
    of_people = oversight.get(ADDRESS, {"object": "staff.person", "id": lin.pk}).content.decode()
    assert "changed the profile" in of_people
    assert "changed a team" not in of_people
    assert "No act fits" in oversight.get(ADDRESS, {"since": "2999-01-01"}).content.decode()
    beyond = oversight.get(ADDRESS, {"since": "0001-01-01", "until": "9999-12-31"}).content.decode()
    assert "changed the profile" in beyond


@pytest.mark.parametrize("query", ["?since=2026-02-31", "?person=x&id=-1", "?object=nobody.knows", "?after=%00"])
def test_a_filter_that_makes_no_sense_is_no_error(query, oversight):
    assert oversight.get(ADDRESS + query).status_code == 200


def test_the_export_holds_the_same_and_is_itself_recorded(oversight, mei):
    record(mei.actor, "team.changed", make_team("", mei), data={"name": "=HYPERLINK(1)"}, cause="=1+1")
    answer = oversight.get(reverse("staff:audit_export"), {"person": mei.pk})
    lines = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(line["verb"], line["cause"]) for line in lines] == [("team.changed", "'=1+1")]
    assert AuditEntry.objects.filter(verb="audit.exported").exists()


@pytest.mark.parametrize("name", ["staff:audit", "staff:audit_export"])
def test_agents_and_outsiders_may_not(name, client_of, client, lin, eve):
    address = reverse(name)
    assert client_of(lin).get(address).status_code == 403
    assert client_of(eve).get(address).status_code == 403
    assert client.get(address).headers["Location"].startswith("/accounts/login/")


def test_as_many_statements_for_thirty_entries_as_for_three(oversight, mei):
    counts = []
    team = make_team("", mei)
    for number in (3, 27):
        for _ in range(number):
            record(mei.actor, "team.changed", team, data={"name": "x"})
        oversight.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            assert oversight.get(ADDRESS).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def recorded_verbs() -> dict[str, str]:
    """Every verb that stands in a call of `record` or `record_many`, and the file it was found in."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or path.name == "testing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            if getattr(node.func, "id", getattr(node.func, "attr", "")) not in {"record", "record_many"}:
                continue
            for part in ast.walk(node.args[1]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value[:1].isalpha():
                    found[part.value] = path.name
    return found


def test_every_act_has_words():
    verbs = recorded_verbs()
    assert len(verbs) > 60
    assert {verb: file for verb, file in verbs.items() if verb not in _lines.keys() | NOT_SHIPPED} == {}
