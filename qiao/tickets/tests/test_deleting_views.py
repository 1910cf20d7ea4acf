"""A deleted view is out of sight at once and can be brought back as it was."""

import pytest
from django.utils import timezone

from qiao.kernel.errors import NotAllowed, NotFound
from qiao.tickets import selectors
from qiao.tickets.models import SavedView
from qiao.tickets.services import choose_start_view, delete_view, move_view, restore_view, save_view
from qiao.tickets.services.upkeep import UNDO_KEPT, forget_the_passing

pytestmark = pytest.mark.django_db


def test_undo_keeps_the_place_the_sharing_and_the_start(mei, client_of) -> None:
    ids = [save_view(name, "view=all", by=mei.actor, is_shared=True) for name in ("One", "Two", "Three")]
    move_view(ids[2], step=-2, by=mei.actor)
    choose_start_view(f"saved-{ids[2]}", by=mei.actor)
    browser = client_of(mei)
    page = browser.post(f"/desk/views/{ids[2]}/arrange/", {"act": "delete"}, follow=True).content.decode()
    assert [view.name for view in selectors.saved_views(mei)] == ["One", "Two"]
    assert selectors.start_view(mei) == "mine"
    assert f'action="/desk/views/{ids[2]}/restore/"' in page
    browser.post(f"/desk/views/{ids[2]}/restore/")
    assert [view.name for view in selectors.saved_views(mei)] == ["Three", "One", "Two"]
    assert SavedView.objects.get(pk=ids[2]).is_shared
    assert selectors.start_view(mei) == f"saved-{ids[2]}"


def test_only_who_may_change_a_view_brings_it_back_and_only_once(mei, lin) -> None:
    view_id = save_view("Mine", "view=all", by=mei.actor)
    delete_view(view_id, by=mei.actor)
    with pytest.raises(NotFound):
        delete_view(view_id, by=mei.actor)
    with pytest.raises(NotAllowed):
        restore_view(view_id, by=lin.actor)
    restore_view(view_id, by=mei.actor)
    with pytest.raises(NotFound):
        restore_view(view_id, by=mei.actor)


def test_after_a_while_a_deleted_view_is_gone(mei) -> None:
    view_id = save_view("Old", "view=all", by=mei.actor)
    delete_view(view_id, by=mei.actor)
    forget_the_passing()
    assert SavedView.objects.filter(pk=view_id).exists()
    SavedView.objects.update(deleted_at=timezone.now() - UNDO_KEPT * 1.1)
    forget_the_passing()
    assert not SavedView.objects.filter(pk=view_id).exists()
