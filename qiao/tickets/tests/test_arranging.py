"""Arranging the desk: saved views and quick replies."""

import pytest

from qiao.kernel.errors import NotAllowed, NotFound
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import (
    QuickReply,
    SavedView,
    Ticket,
)
from qiao.tickets.refusals import (
    FieldsWrong,
)
from qiao.tickets.selectors import (
    quick_replies,
    render_quick_reply,
)
from qiao.tickets.services import (
    QuickReplyDraft,
    delete_quick_reply,
    delete_view,
    rename_view,
    save_quick_reply,
    save_view,
)
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


def test_private_views_are_changed_by_their_owner_and_sharing_needs_the_right(lin, mei):
    view_id = save_view("Hot", "?view=mine&sort=due", by=lin.actor, columns=("subject", "nonsense"))
    assert SavedView.objects.get().columns == ["subject"]
    with pytest.raises(NotAllowed):
        save_view("Hot", "", by=lin.actor, is_shared=True)
    with pytest.raises(NotAllowed):
        delete_view(view_id, by=mei.actor)
    with pytest.raises(FieldsWrong, match="Name is missing"):
        save_view(" ", "", by=lin.actor)
    save_view("Hotter", "view=all", by=lin.actor, view_id=view_id)
    delete_view(view_id, by=lin.actor)
    assert not SavedView.objects.filter(deleted_at=None).exists()


def test_a_view_is_shared_with_ones_own_teams_and_changed_by_their_members(mei):
    own, foreign = make_team("Own"), make_team("Foreign")
    other_lead, colleague = (make_person(roles=("lead",)) for _ in range(2))
    for person in (mei, colleague):
        own.members.add(person)
    with pytest.raises(NotAllowed):
        save_view("Hot", "view=all", by=mei.actor, team_id=foreign.pk)
    with pytest.raises(NotAllowed):
        save_view("Hot", "view=all", by=mei.actor, team_id=0x7FFFFFFF)
    view_id = save_view("Hot", "view=all", by=mei.actor, team_id=own.pk)
    with pytest.raises(NotAllowed):
        rename_view(view_id, "Mine", by=other_lead.actor)
    rename_view(view_id, "Hotter", by=colleague.actor)
    assert SavedView.objects.get().name == "Hotter"


def test_quick_replies_speak_the_customers_language(bo, lin, mei, ticket):
    body = {
        "en": "Hello {{contact.call_name}}, about {{ticket.number}}. {{agent.name}}",
        "zh-hans": "\u60a8\u597d {{contact.name}}",
    }
    reply_id = save_quick_reply(QuickReplyDraft("Greeting", body), by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(language="en")
    assert render_quick_reply(reply_id, ticket.pk, lin).startswith("Hello Bo Lindqvist, about Q-")
    assert render_quick_reply(reply_id, ticket.pk, lin).endswith(lin.name)
    bo.language = "zh-hans"
    bo.save()
    assert render_quick_reply(reply_id, ticket.pk, lin).startswith("\u60a8\u597d")
    with pytest.raises(FieldsWrong, match="phone"):
        save_quick_reply(QuickReplyDraft("X", {"en": "{{agent.phone}}"}), by=lin.actor)
    own = save_quick_reply(QuickReplyDraft("Mine", {"en": "x"}, is_shared=False), by=lin.actor)
    with pytest.raises(NotFound):
        delete_quick_reply(own, by=mei.actor)
    delete_quick_reply(own, by=lin.actor)
    assert QuickReply.objects.count() == 1


def test_quick_replies_are_found_by_the_sound_of_their_name_and_by_product(lin):
    product = make_product()
    save_quick_reply(QuickReplyDraft("\u91cd\u542f\u7f51\u5173", {"en": "Restart"}, (product.pk,)), by=lin.actor)
    for text in ("cqwg", "chongqi", "\u7f51\u5173", ""):
        assert [card.preview for card in quick_replies(lin, text, product_id=product.pk)] == ["Restart"], text
    assert quick_replies(lin, "cqwg", product_id=make_product().pk) == []
