"""People, their roles and how they are found."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from qiao.staff.models import Person
from qiao.staff.rules import PERMISSIONS
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
    assert [permission for permission in sorted(PERMISSIONS) if eve.may(permission)] == ["own"]


def test_nobody_inactive_may_anything(mei):
    mei.is_active = False
    assert not any(mei.may(permission) for permission in PERMISSIONS)
