"""Arranging the desk for oneself: saved views renamed, shared, ordered, the one it opens with, columns."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from qiao.kernel.i18n import Bilingual
from qiao.staff.models import Team
from qiao.tickets.models import SavedView
from qiao.tickets.selectors import rail
from qiao.tickets.services import choose_start_view, save_view
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def views(mei):
    return [save_view(name, "view=all&priority=high", by=mei.actor) for name in ("One", "Two", "Three")]


def arrange(browser, view_id: int, act: str, *, status: int = 302, **data: str):
    answer = browser.post(f"/desk/views/{view_id}/arrange/", {"act": act, **data})
    assert answer.status_code == status
    return answer


def names_on_the_rail(person) -> list[str]:
    return [item.label for item in rail(person).saved]


def test_views_are_listed_with_what_they_filter(views, mei, client_of) -> None:
    page = client_of(mei).get("/desk/views/all/").content.decode()
    for text in ("One", "Two", "Three", "High"):
        assert text in page


def test_a_view_is_renamed_and_needs_a_name(views, mei, client_of) -> None:
    arrange(client_of(mei), views[0], "rename", name="  Hot  ")
    assert SavedView.objects.get(pk=views[0]).name == "Hot"
    arrange(client_of(mei), views[0], "rename", name=" ")
    assert SavedView.objects.get(pk=views[0]).name == "Hot"


def test_sharing_and_keeping_it_again_needs_the_right(views, mei, lin, client_of) -> None:
    arrange(client_of(mei), views[0], "share")
    assert names_on_the_rail(lin) == ["One"]
    arrange(client_of(lin), views[0], "unshare", status=403)
    own = save_view("Lin's", "view=mine", by=lin.actor)
    arrange(client_of(lin), own, "share", status=403)
    assert names_on_the_rail(mei) == ["One", "Two", "Three"]
    arrange(client_of(mei), views[0], "unshare")
    assert names_on_the_rail(lin) == ["Lin's"]


def test_a_new_view_stands_behind_those_one_has(views, mei, lin) -> None:
    for place, view_id in enumerate(views):
        SavedView.objects.filter(pk=view_id).update(position=place + 3, is_shared=True)
    save_view("Newest", "view=all&priority=low", by=lin.actor)
    save_view("Newer still", "view=all", by=lin.actor)
    assert names_on_the_rail(lin) == ["One", "Two", "Three", "Newest", "Newer still"]


def test_editing_keeps_team_base_columns_and_order_and_takes_filters_off_and_on(mei, client_of) -> None:
    team = Team.objects.create(name=Bilingual("Second line", ""))
    team.members.add(mei)
    given = {"team_id": team.pk, "columns": ("number", "subject"), "by": mei.actor}
    view_id = save_view("Gateway", "view=unassigned&priority=high&priority=urgent&sort=created", **given)
    address = f"/desk/views/{view_id}/?view=saved-{view_id}&kind=incident"
    browser = client_of(mei)
    page = browser.get(f"/desk/tickets/?view=saved-{view_id}&kind=incident").content.decode()
    assert escape(address) in page
    chips = browser.get(address).context["chips"]
    assert [chip.alone for chip in chips] == ["kind=incident", "priority=high", "priority=urgent"]
    kept = ["kind=incident", "priority=urgent"]
    assert browser.post(address, {"name": "Gateways", "keep": kept}).status_code == 302
    view = SavedView.objects.get(pk=view_id)
    assert (view.name, view.query) == ("Gateways", "view=unassigned&kind=incident&priority=urgent&sort=created")
    assert (view.team_id, view.is_shared, view.columns) == (team.pk, False, ["number", "subject"])


def test_only_who_may_change_a_view_edits_it(views, mei, lin, client_of) -> None:
    arrange(client_of(mei), views[0], "share")
    address = f"/desk/views/{views[0]}/"
    assert client_of(lin).get(address).status_code == 403
    assert client_of(lin).post(address, {"name": "Lin's"}).status_code == 403
    assert f'href="{address}"' not in client_of(lin).get("/desk/views/all/").content.decode()
    assert SavedView.objects.get(pk=views[0]).name == "One"


def test_a_view_saved_from_a_narrowed_view_stands_alone(views, mei, ada, client_of) -> None:
    make_ticket("Burning", requester=ada, priority="high", kind="incident")
    make_ticket("Asking", requester=ada, priority="high", kind="question")
    answer = client_of(mei).post(f"/desk/views/?view=saved-{views[0]}&kind=incident", {"name": "Hot"})
    assert SavedView.objects.get(name="Hot").query == "view=all&kind=incident&priority=high"
    page = client_of(mei).get(answer.headers["Location"]).content.decode()
    assert ("Burning" in page, "Asking" in page) == (True, False)


def test_everybody_orders_views_for_themselves(views, mei, lin, client_of) -> None:
    for view_id in views:
        arrange(client_of(mei), view_id, "share")
    arrange(client_of(lin), views[2], "up")
    arrange(client_of(lin), views[2], "up")
    arrange(client_of(lin), views[2], "up")
    assert names_on_the_rail(lin) == ["Three", "One", "Two"]
    assert names_on_the_rail(mei) == ["One", "Two", "Three"]
    arrange(client_of(lin), views[2], "down")
    assert names_on_the_rail(lin) == ["One", "Three", "Two"]


def test_a_deleted_view_is_gone_and_one_of_others_does_not_exist(views, mei, lin, client_of) -> None:
    arrange(client_of(lin), views[0], "delete", status=404)
    arrange(client_of(mei), views[0], "explode", status=404)
    arrange(client_of(mei), views[0], "delete")
    assert names_on_the_rail(mei) == ["Two", "Three"]


def test_the_desk_opens_with_the_queue_one_chose(views, mei, ada, client_of) -> None:
    make_ticket("Burning", requester=ada, priority="high")
    make_ticket("Later", requester=ada)
    browser = client_of(mei)
    assert "Burning" not in browser.get("/desk/").content.decode()
    assert browser.post("/desk/views/start/", {"view": f"saved-{views[0]}"}).status_code == 302
    page = browser.get("/desk/").content.decode()
    assert "Burning" in page
    assert "Later" not in page
    assert "Later" in browser.get("/desk/?view=all").content.decode()
    arrange(browser, views[0], "delete")
    assert browser.get("/desk/").status_code == 200, "the view it began with is gone"


def test_one_cannot_start_with_a_view_of_others(views, lin, client_of) -> None:
    for view in (f"saved-{views[0]}", "nonsense"):
        assert client_of(lin).post("/desk/views/start/", {"view": view}).status_code == 404


def test_columns_are_kept_for_the_person_and_a_views_own_win(views, mei, lin, client_of) -> None:
    browser = client_of(mei)
    answer = browser.post("/desk/columns/", {"column": ["tags", "kind"], "back": "view=all&column=due"})
    assert answer.headers["Location"] == "/desk/tickets/?view=all"
    assert browser.get("/desk/tickets/?view=all").context["columns"] == ("subject", "kind", "tags")
    assert "due" in client_of(lin).get("/desk/tickets/?view=all").context["columns"]
    own = save_view("Narrow", "view=all", by=mei.actor, columns=("number",))
    assert browser.get(f"/desk/tickets/?view=saved-{own}").context["columns"] == ("number", "subject")
    browser.post("/desk/columns/", {"usual": "1", "column": ["tags"], "back": "view=all"})
    assert "due" in browser.get("/desk/tickets/?view=all").context["columns"]


def test_eve_arranges_nothing(views, eve, client_of) -> None:
    browser = client_of(eve)
    for address in (f"/desk/views/{views[0]}/arrange/", "/desk/views/start/", "/desk/columns/"):
        assert browser.post(address).status_code == 403
    assert browser.get("/desk/views/all/").status_code == 403


def test_the_page_of_views_costs_the_same_with_3_and_30(views, mei, client_of) -> None:
    browser, counts = client_of(mei), []
    choose_start_view("all", by=mei.actor)
    browser.get("/desk/views/all/")
    for more in (0, 27):
        for number in range(more):
            save_view(f"View {number}", "view=all", by=mei.actor)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/views/all/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
