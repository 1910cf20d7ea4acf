"""Files of a ticket are fetched by those who may see the ticket, and by nobody else."""

import pytest

from qiao.kernel.files import file_url, store
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import Draft, MessageAttachment
from qiao.tickets.testing import make_message, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def secret():
    """(team, product, address) of a file in a ticket of a restricted team."""
    team, product = make_team(is_restricted=True), make_product()
    message = make_message(make_ticket(team=team, product=product))
    stored = store(b"thread dump", name="dump.txt")
    MessageAttachment.objects.create(
        message=message, file=stored, name="dump.txt", content_type="text/plain", size=stored.size
    )
    return team, product, file_url(stored, "dump.txt")


def test_a_member_of_the_team_gets_the_file_and_an_outsider_does_not(client, secret):
    team, _product, address = secret
    member, outsider = make_person(), make_person()
    team.members.add(member)
    client.force_login(member)
    assert b"".join(client.get(address)) == b"thread dump"
    client.force_login(outsider)
    assert client.get(address).status_code == 404


def test_somebody_of_another_product_and_a_visitor_do_not_get_it(client, secret):
    team, _product, address = secret
    other = make_person()
    team.members.add(other)
    other.products.add(make_product())
    client.force_login(other)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_a_file_in_a_draft_is_its_writers(client):
    writer, colleague, ticket = make_person(), make_person(), make_ticket()
    stored = store(b"notes", name="notes.txt")
    listed = [{"file_id": stored.pk, "name": "notes.txt", "content_type": "text/plain"}]
    Draft.objects.create(ticket=ticket, person=writer, kind="note", files=listed)
    client.force_login(writer)
    assert b"".join(client.get(file_url(stored, "notes.txt"))) == b"notes"
    client.force_login(colleague)
    assert client.get(file_url(stored, "notes.txt")).status_code == 404
