"""The API over real HTTP: the generated client, and the tour of the guides as a reader would follow it."""

import filecmp
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from qiao.kernel.api.testing import Caller
from qiao.staff.forms import SCOPE_LABELS
from qiao.staff.testing import make_person
from tools.api_client import CLIENT, generate

ROOT = Path(__file__).parent.parent.parent


def test_the_committed_client_is_that_of_the_description(tmp_path):
    generate(tmp_path / "qiao_client")
    fresh = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.py"))
    known = sorted(path.relative_to(CLIENT) for path in CLIENT.rglob("*.py"))
    assert fresh == known, "run: make client"
    _same, different, unreadable = filecmp.cmpfiles(tmp_path, CLIENT, [str(path) for path in fresh], shallow=False)
    assert not different
    assert not unreadable


@pytest.fixture
def caller(db):
    return Caller(make_person(roles=["administrator"], language="en"))


@pytest.mark.django_db(transaction=True)
def test_the_typed_client_speaks_with_a_live_server(caller, live_server, monkeypatch):
    monkeypatch.syspath_prepend(str(CLIENT))
    from qiao_client import AuthenticatedClient, models
    from qiao_client.api.acts_on_tickets import change_state
    from qiao_client.api.messages import list_messages
    from qiao_client.api.tickets import create_ticket, get_ticket, list_tickets
    from qiao_client.models import Problem, RequesterGiven, TicketGiven, TicketShown

    with AuthenticatedClient(base_url=live_server.url, token=caller.secret) as client:
        given = TicketGiven(
            subject="Typed", markdown="**Hello**", requester=RequesterGiven(email="ada@acme.example", name="Ada")
        )
        made = create_ticket.sync(client=client, body=given, idempotency_key="k")
        again = create_ticket.sync(client=client, body=given, idempotency_key="k")
        assert isinstance(made, TicketShown)
        assert again == made
        listed = list_tickets.sync(client=client, state=[models.ListTicketsStateItem.NEW], expand="requester", limit=5)
        assert [(one.number, one.requester.name) for one in listed.items] == [(made.number, "Ada")]
        solved = change_state.sync(
            made.number, client=client, body=models.StateGiven(state=models.StateGivenState.SOLVED)
        )
        assert (solved.state.value, solved.category.value) == ("solved", "solved")
        assert list_messages.sync(made.number, client=client).items[0].text == "Hello"
        refused = get_ticket.sync(999_999, client=client)
        assert isinstance(refused, Problem)
        assert refused.code == "not_found"


@pytest.mark.django_db(transaction=True)
def test_the_typed_client_sets_up_a_house(caller, live_server, monkeypatch):
    monkeypatch.syspath_prepend(str(CLIENT))
    from qiao_client import AuthenticatedClient, models
    from qiao_client.api.accounts_of_staff import invite_person, list_staff_accounts
    from qiao_client.api.audit_record import list_audit_entries
    from qiao_client.api.people_and_teams import create_team
    from qiao_client.api.portal_setup import create_request_question, create_request_type, list_request_questions

    def both(text):
        return models.BilingualGiven(en=text)

    with AuthenticatedClient(base_url=live_server.url, token=caller.secret) as client:
        team = create_team.sync(client=client, body=models.TeamGiven(names=both("Night shift")))
        given = models.InvitationGiven(
            email="bo@qiao.example", name="Bo", roles=[models.InvitationGivenRolesItem.AGENT_L1], team_ids=[team.id]
        )
        invited = invite_person.sync(client=client, body=given, idempotency_key="bo")
        assert invite_person.sync(client=client, body=given, idempotency_key="bo") == invited
        found = list_staff_accounts.sync(client=client, team_id=team.id)
        assert [(one.id, one.state.value) for one in found.items] == [(invited.id, "invited")]
        kind = create_request_type.sync(client=client, body=models.RequestTypeGiven(names=both("Broken")))
        question = models.RequestQuestionGiven(
            key="device", labels=both("Which device?"), kind=models.RequestQuestionGivenKindType0.TEXT
        )
        create_request_question.sync(kind.id, client=client, body=question)
        asked = list_request_questions.sync(kind.id, client=client)
        assert [(one.key, one.label) for one in asked.items] == [("device", "Which device?")]
        acts = list_audit_entries.sync(client=client, object_type="staff.person", object_id=invited.id)
        assert [(one.verb, one.cause) for one in acts.items] == [("person.invited", f"token:{caller.token.pk}")]
        refused = create_team.sync(client=client, body=models.TeamGiven())
        assert isinstance(refused, models.Problem)
        assert refused.errors[0].field == "names"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("bash"), reason="the tour needs bash and curl")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tour_of_the_guide_works_as_it_is_written(language, live_server):
    guide = (ROOT / "docs" / "guides" / language / "api.md").read_text(encoding="utf-8")
    with translation.override({"en": "en", "zh": "zh-hans"}[language]):
        labels = {str(label): scope for scope, label in SCOPE_LABELS.items()}
    ticked = [labels[label] for label in re.findall(r"\*\*(.+?)\*\*", guide.partition("```bash")[0])]
    assert ticked
    caller = Caller(make_person(roles=["administrator"], language="en"), scopes=tuple(ticked))
    steps = re.findall(r"```bash\n(.*?)```", guide, re.DOTALL)
    assert len(steps) == 6
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(steps)],
        env={"QIAO": live_server.url, "TOKEN": caller.secret, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    from qiao.tickets.models import Ticket

    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.severity, ticket.priority) == ("solved", "s2", "high")
    assert f"Opened ticket {ticket.number}" in done.stdout or language == "zh"
    assert '"code": "not_found"' in done.stdout


def test_both_guides_walk_the_same_tour():
    commands = [
        re.findall(r'"\$QIAO(/api/v1/[^"]*)"', (ROOT / "docs" / "guides" / language / "api.md").read_text("utf-8"))
        for language in ("en", "zh")
    ]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 11
