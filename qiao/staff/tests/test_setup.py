"""People and teams through the front door."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from qiao.kernel.audit import entries_for
from qiao.kernel.testing import run_jobs
from qiao.staff import public, services
from qiao.staff.models import Invitation, Person, Team
from qiao.staff.testing import PASSWORD, make_person, make_team
from qiao.staff.urls import urlpatterns

pytestmark = pytest.mark.django_db
MANAGED = [pattern for pattern in urlpatterns if str(pattern.pattern).startswith(("setup/people", "setup/teams"))]
OWN = [pattern for pattern in urlpatterns if str(pattern.pattern).startswith(("me/", "desk/"))]


def address_of(pattern, lin):
    values = {"person_id": lin.pk, "team_id": make_team("A", lin).pk, "session_id": 1, "token_id": 1,
              "notification_id": 1}  # fmt: skip
    return reverse(f"staff:{pattern.name}", kwargs={name: values[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", MANAGED, ids=lambda pattern: pattern.name)
def test_mei_manages_people_lin_and_eve_do_not(pattern, client_of, client, mei, lin, eve):
    address = address_of(pattern, lin)
    is_post = pattern.name in {"resend_invitation", "deactivate", "team_archive"}
    send = (lambda browser: browser.post(address)) if is_post else (lambda browser: browser.get(address))
    assert send(client_of(eve)).status_code == 403
    assert send(client_of(lin)).status_code == 403
    assert send(client).headers["Location"].startswith("/accounts/login/")
    assert send(client_of(mei)).status_code in {200, 302}


@pytest.mark.parametrize("pattern", OWN, ids=lambda pattern: pattern.name)
def test_own_pages_are_for_everybody_who_is_signed_in(pattern, client_of, client, eve):
    address = address_of(pattern, eve)
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    assert client_of(eve).get(address).status_code in {200, 405}


@pytest.mark.parametrize("name", ["people", "teams", "person", "people_options"])
def test_as_many_statements_for_thirty_rows_as_for_three(name, client_of, mei):
    browser, counts = client_of(mei), []
    for number in (3, 27):
        for _ in range(number):
            make_team("", make_person(), mei)
        address = reverse(f"staff:{name}", args=[mei.pk] if name == "person" else [])
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


INVITE = {"email": "New@qiao.example", "name": "\u9648\u6668", "language": "zh-hans", "roles": ["agent_l1", "sales"]}
ACCEPT = {
    "name": "\u9648\u6668",
    "password": "four words are enough",
    "language": "zh-hans",
    "time_zone": "Asia/Shanghai",
}


def _invite(client_of, mei, **more):
    client_of(mei).post(reverse("staff:invite"), INVITE | more)
    run_jobs()
    (link,) = re.findall(r"http://[^\s]+(/invitation/[^\s]+)", mail.outbox[-1].body)
    return link


def test_an_invited_person_comes_in_by_the_mailed_link(client_of, mei):
    team = make_team("Desk")
    link = _invite(client_of, mei, teams=[team.pk])
    message = mail.outbox[-1]
    assert message.to == ["new@qiao.example"]
    assert "\u9648\u6668" in message.body
    newcomer = Person.objects.get(email="new@qiao.example")
    assert not newcomer.may("ticket.view")
    browser = Client()
    assert browser.get(link).status_code == 200
    assert browser.post(link, ACCEPT).headers["Location"] == "/desk/"
    newcomer.refresh_from_db()
    assert newcomer.joined_at
    assert newcomer.may("ticket.view")
    assert newcomer.check_password(ACCEPT["password"])
    assert browser.get(reverse("staff:me")).status_code == 200
    assert public.team_ids_of(newcomer.pk) == {team.pk}
    verbs = [entry.verb for entry in entries_for("staff.person", newcomer.pk)]
    assert verbs == ["person.invited", "person.joined", "sign_in.succeeded"]
    assert Client().get(link).status_code == 410


def test_the_secret_of_an_invitation_is_stored_nowhere(client_of, mei):
    from procrastinate.contrib.django.models import ProcrastinateJob

    link = _invite(client_of, mei)
    token = link.strip("/").split("/")[-1]
    assert Invitation.objects.get().token_hash != token
    assert all(token not in str(job.args) for job in ProcrastinateJob.objects.all())
    assert all(
        token not in str(entry.data) for entry in entries_for("staff.person", Invitation.objects.get().person_id)
    )


def test_a_new_invitation_replaces_the_old_one(client_of, mei):
    old = _invite(client_of, mei)
    person = Person.objects.get(email="new@qiao.example")
    page = client_of(mei).post(reverse("staff:resend_invitation", args=[person.pk])).content.decode()
    (new,) = set(re.findall(r'value="http://[^"]+(/invitation/[^"]+)"', page))
    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200


def test_an_invitation_ends(client_of, mei):
    link = _invite(client_of, mei)
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().post(link, ACCEPT).status_code == 410
    assert Person.objects.get(email="new@qiao.example").joined_at is None


def test_a_weak_password_is_refused(client_of, mei):
    link = _invite(client_of, mei)
    assert Client().post(link, ACCEPT | {"password": "password12"}).status_code == 422
    assert Person.objects.get(email="new@qiao.example").joined_at is None


def test_somebody_who_is_here_is_not_invited_again(client_of, mei, lin):
    answer = client_of(mei).post(reverse("staff:invite"), INVITE | {"email": "LIN@qiao.example"})
    assert answer.status_code == 422
    assert lin.name in answer.content.decode()
    with pytest.raises(services.invitations.AlreadyJoined):
        services.resend_invitation(lin.pk, by=mei.actor)


def test_without_a_mail_server_the_link_is_shown_and_nothing_is_queued(client_of, mei, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", ""
    page = client_of(mei).post(reverse("staff:invite"), INVITE).content.decode()
    assert "/invitation/" in page
    assert run_jobs() == 0


def test_role_changes_are_written_down(client_of, mei, lin):
    form = {"name": lin.name, "roles": ["agent_l2"], "skills": "Oracle, \u7f51\u7edc"}
    client_of(mei).post(reverse("staff:person", args=[lin.pk]), form)
    lin.refresh_from_db()
    assert lin.roles == ["agent_l2"]
    assert lin.skills == ["Oracle", "\u7f51\u7edc"]
    entry = entries_for("staff.person", lin.pk).get(verb="person.roles_changed")
    assert entry.data == {"roles": [["agent_l1"], ["agent_l2"]]}
    assert entry.actor_id == mei.pk


def test_the_last_administrator_stays(client_of, mei):
    answer = client_of(mei).post(reverse("staff:person", args=[mei.pk]), {"name": mei.name, "roles": ["lead"]})
    assert answer.status_code == 422
    mei.refresh_from_db()
    assert "administrator" in mei.roles
    make_person(roles=("administrator",))
    client_of(mei).post(reverse("staff:person", args=[mei.pk]), {"name": mei.name, "roles": ["lead"]})
    mei.refresh_from_db()
    assert mei.roles == ["lead"]


def test_deactivation_ends_every_session_and_can_be_undone(client_of, mei, lin):
    browser = Client()
    browser.post("/accounts/login/", {"login": lin.email, "password": PASSWORD})
    assert browser.get(reverse("staff:me")).status_code == 200
    client_of(mei).post(reverse("staff:deactivate", args=[lin.pk]))
    assert browser.get(reverse("staff:me")).status_code == 302
    answer = Client().post("/accounts/login/", {"login": lin.email, "password": PASSWORD}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    client_of(mei).post(reverse("staff:deactivate", args=[lin.pk]), {"restore": "1"})
    again = Client()
    again.post("/accounts/login/", {"login": lin.email, "password": PASSWORD})
    assert again.get(reverse("staff:me")).status_code == 200


def test_nobody_deactivates_themselves(mei):
    with pytest.raises(services.CannotDeactivateYourself):
        services.deactivate_person(mei.pk, by=mei.actor)


def test_a_team_is_founded_changed_and_archived(client_of, mei, lin):
    browser = client_of(mei)
    browser.post(
        reverse("staff:team_new"), {"name_en": "Desk", "name_zh": "\u670d\u52a1\u53f0", "members": [lin.pk, mei.pk]}
    )
    team = Team.objects.get()
    assert {card.id for card in public.members_of(team.pk)} == {lin.pk, mei.pk}
    browser.post(reverse("staff:team", args=[team.pk]), {"name_en": "Desk", "is_restricted": "on", "members": [lin.pk]})
    team.refresh_from_db()
    assert team.is_restricted
    assert [card.id for card in public.members_of(team.pk)] == [lin.pk]
    browser.post(reverse("staff:team_archive", args=[team.pk]))
    assert public.active_teams() == []
    assert public.team_cards([team.pk])[team.pk].name.text == "Desk"


@pytest.mark.parametrize("query", ["\u6797", "linq", "lq", "lin@qiao"])
def test_a_colleague_is_found_by_name_sound_and_address(query, lin, mei, client_of):
    assert public.people_for_mention(query)[0].id == lin.pk
    options = client_of(mei).get(reverse("staff:people_options"), {"q": query}).json()
    assert options[0]["value"] == str(lin.pk)


def test_filters_of_people(client_of, mei, lin, eve):
    team = make_team("Desk", lin)
    for parameters in ({"role": "agent_l1"}, {"team": team.pk}, {"q": "linqing"}):
        page = client_of(mei).get(reverse("staff:people"), parameters)
        assert [row.pk for row in page.context["page"].rows] == [lin.pk]
