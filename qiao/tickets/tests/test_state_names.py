"""What a house calls its states: shown everywhere, in both languages, without changing what a state means."""

import pytest

from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotFound
from qiao.tickets.models import StateName
from qiao.tickets.services import change_state, name_states
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db
RND = {"waiting_rnd-en": "With engineering", "waiting_rnd-zh-hans": "\u7814\u53d1\u5904\u7406"}


@pytest.fixture
def ticket(ada, lin):
    ticket = make_ticket("Gateway down", requester=ada, assignee=lin)
    change_state(ticket.pk, "waiting_rnd", by=lin.actor)
    return ticket


def test_a_name_shows_in_list_table_page_and_menu_in_the_readers_language(ticket, lin, mei, client_of) -> None:
    addresses = ("/desk/?view=all", "/desk/tickets/?view=all", f"/desk/tickets/{ticket.number}/")
    assert client_of(mei).post("/setup/states/", RND).status_code == 302
    for person, name in ((mei, RND["waiting_rnd-en"]), (lin, RND["waiting_rnd-zh-hans"])):
        for address in addresses:
            assert name in client_of(person).get(address).content.decode(), address


def test_an_empty_name_is_the_usual_one_again(ticket, mei, client_of) -> None:
    browser = client_of(mei)
    browser.post("/setup/states/", RND)
    browser.post("/setup/states/", {})
    assert not StateName.objects.exists()
    page = browser.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "With engineering" not in page
    assert "Waiting for R&amp;D" in page


def test_one_language_alone_stands_for_both(ticket, lin, mei) -> None:
    name_states({"waiting_rnd": {"en": "Engineering"}}, by=mei.actor)
    from qiao.tickets.labels import STATE_LABELS

    assert str(STATE_LABELS["waiting_rnd"]) == "Engineering"
    row = StateName.objects.get()
    assert entries_for("tickets.statename", row.pk).get().data["label"][1]["en"] == "Engineering"


def test_a_state_there_is_not_cannot_be_named(mei) -> None:
    with pytest.raises(NotFound):
        name_states({"frozen": {"en": "Frozen"}}, by=mei.actor)
    assert not StateName.objects.exists()


def test_the_page_shows_category_usual_names_and_where_a_state_leads(mei, lin, client_of) -> None:
    page = client_of(mei).get("/setup/states/").content.decode()
    for text in ('placeholder="Waiting for R&amp;D"', 'name="solved-zh-hans"', "waiting", "Scheduled"):
        assert text in page
    assert client_of(lin).get("/setup/states/").status_code == 403
    assert client_of(lin).post("/setup/states/", RND).status_code == 403
