"""People, their roles and how they are found."""

import threading

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, IntegrityError, connection

from qiao.staff.models import Person
from qiao.staff.rules import PERMISSIONS
from qiao.staff.services import LastAdministrator, deactivate_person
from qiao.staff.testing import PASSWORD, make_person

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_the_sound_of_the_name():
    person = make_person("\u6797\u6674")
    assert (person.name_py, person.name_initials) == ("linqing", "lq")


def test_the_mail_address_is_the_same_in_any_case():
    person = make_person(email="Lin@Qiao.Example")
    assert authenticate(username="LIN@qiao.example", password=PASSWORD) == person
    with pytest.raises(IntegrityError):
        Person.objects.create_person("lin@QIAO.example", "Another")


def test_a_role_grants_what_the_rules_say(lin, mei, eve):
    assert lin.may("ticket.reply")
    assert not lin.may("people.manage")
    assert all(mei.may(permission) for permission in PERMISSIONS)
    assert [permission for permission in sorted(PERMISSIONS) if eve.may(permission)] == ["own", "own.edit"]


def test_nobody_inactive_may_anything(mei):
    mei.is_active = False
    assert not any(mei.may(permission) for permission in PERMISSIONS)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_deactivate_each_other_leave_one():
    for _ in range(5):
        one, other = (make_person(roles=("administrator",)) for _ in range(2))
        start, outcomes = threading.Barrier(2), []

        def remove(person, by, start=start, outcomes=outcomes):
            try:
                start.wait(10)
                deactivate_person(person.pk, by=by.actor)
                outcomes.append("removed")
            except (LastAdministrator, DatabaseError) as error:
                outcomes.append(type(error).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=remove, args=pair) for pair in ((one, other), (other, one))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(outcomes) == ["LastAdministrator", "removed"]
        Person.objects.all().update(is_active=False)
