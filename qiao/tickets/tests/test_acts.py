"""The smaller acts: assigning, handing over, fields, tags, people, drafts, views, quick replies, upkeep."""

from datetime import timedelta

import pytest
from django.utils import timezone

from qiao.customers.testing import make_contact, make_deployment, make_organisation
from qiao.kernel.access import Actor
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotAllowed, NotFound
from qiao.kernel.models import AuditEntry, SearchDocument
from qiao.products.testing import make_component, make_product, make_version
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import (
    CustomField,
    Draft,
    Follower,
    Mention,
    Participant,
    Presence,
    QuickReply,
    SavedView,
    Tag,
    Ticket,
    TicketLink,
)
from qiao.tickets.refusals import (
    AlreadyThere,
    ClosedTooLong,
    EmptyMessage,
    FieldsMissing,
    FieldsWrong,
    MoveNotPossible,
    PersonNeeded,
    PersonOutOfReach,
    SnoozeInPast,
    StaleTicket,
    SubjectMissing,
    TicketIsSpam,
)
from qiao.tickets.selectors import (
    TicketFilters,
    mention_candidates,
    quick_replies,
    render_quick_reply,
    search_tickets,
    tag_suggestions,
    who_is_here,
)
from qiao.tickets.services import (
    CustomFieldDraft,
    NewTicket,
    QuickReplyDraft,
    add_note,
    add_participant,
    add_tags,
    assign_ticket,
    change_state,
    close_ticket,
    delete_quick_reply,
    delete_view,
    discard_draft,
    follow_ticket,
    heartbeat,
    leave,
    link_tickets,
    mark_spam,
    move_ticket,
    nudge_ticket,
    open_ticket,
    remove_participant,
    remove_tags,
    reopen_ticket,
    retire_custom_field,
    save_custom_field,
    save_draft,
    save_quick_reply,
    save_view,
    set_desk_policy,
    set_fields,
    snooze_ticket,
    solve_ticket,
    take_ticket,
    unfollow_ticket,
    unlink_tickets,
)
from qiao.tickets.tasks import close_solved, forget, wake_snoozed
from qiao.tickets.testing import SYSTEM, make_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bo) -> Ticket:
    return make_ticket("Gateway", requester=bo)


def fresh(ticket) -> Ticket:
    ticket.refresh_from_db()
    return ticket


def last_verb(ticket) -> str:
    return entries_for("tickets.ticket", ticket.pk).last().verb


# --- who takes it ---


def test_taking_a_new_ticket_puts_it_in_progress(ticket, lin):
    take_ticket(ticket.pk, by=lin.actor)
    assert (fresh(ticket).assignee, ticket.state, last_verb(ticket)) == (lin, "open", "ticket.assigned")
    revision = ticket.revision
    take_ticket(ticket.pk, by=lin.actor)
    assert fresh(ticket).revision == revision


def test_a_ticket_goes_only_to_people_who_can_see_and_answer_it(ticket, lin, mei):
    with pytest.raises(PersonOutOfReach):
        assign_ticket(ticket.pk, by=lin.actor, person_id=make_person(roles=("sales",)).pk)
    move_ticket(ticket.pk, by=mei.actor, team_id=make_team("Secret", mei, is_restricted=True).pk)
    with pytest.raises(PersonOutOfReach):
        assign_ticket(ticket.pk, by=mei.actor, person_id=lin.pk)
    gone = make_person(is_active=False)
    with pytest.raises(NotFound):
        assign_ticket(ticket.pk, by=mei.actor, person_id=gone.pk)


def test_handing_over_carries_a_remark_and_releases_who_had_it(ticket, lin, mei):
    take_ticket(ticket.pk, by=lin.actor)
    team = make_team("Gateway team")
    move_ticket(ticket.pk, by=lin.actor, team_id=team.pk, remark="Log is attached.")
    assert (fresh(ticket).team, ticket.assignee) == (team, None)
    assert ticket.messages.get(direction="internal").text == "Log is attached."
    assert (
        SearchDocument.objects.filter(object_id=ticket.pk).values_list("team_id", flat=True).distinct().get() == team.pk
    )
    move_ticket(ticket.pk, by=lin.actor, team_id=team.pk, person_id=mei.pk)
    assert fresh(ticket).assignee == mei


def test_a_nudge_is_counted(ticket, lin):
    assert [nudge_ticket(ticket.pk, by=lin.actor) for _ in range(2)] == [1, 2]
    assert fresh(ticket).nudge_count == 2


# --- states ---


def test_moves_and_guards_refuse_in_sentences(ticket, lin, mei):
    with pytest.raises(MoveNotPossible, match=r"New.*Closed"):
        close_ticket(ticket.pk, by=lin.actor)
    with pytest.raises(PersonNeeded):
        change_state(ticket.pk, "open", by=Actor("mail", 1, "robot"))
    save_custom_field(CustomFieldDraft("cause", {"en": "Cause"}, is_required_to_solve=True), by=mei.actor)
    with pytest.raises(FieldsMissing, match="Cause"):
        solve_ticket(ticket.pk, by=lin.actor)
    set_fields(ticket.pk, {"fields": {"cause": "disk"}}, by=lin.actor)
    solve_ticket(ticket.pk, by=lin.actor)
    close_ticket(ticket.pk, by=lin.actor)
    Ticket.objects.update(closed_at=timezone.now() - timedelta(days=20))
    with pytest.raises(ClosedTooLong, match="14"):
        reopen_ticket(ticket.pk, by=lin.actor)
    mark = make_ticket()
    mark_spam(mark.pk, by=lin.actor)
    with pytest.raises(TicketIsSpam):
        take_ticket(mark.pk, by=lin.actor)


def test_a_reason_becomes_a_note(ticket, lin):
    change_state(ticket.pk, "scheduled", by=lin.actor, reason="Window on Sunday.")
    assert ticket.messages.get(direction="internal").text == "Window on Sunday."


def test_solved_tickets_close_after_the_policys_days(ticket, lin, mei):
    set_desk_policy(auto_close_days=3, follow_up_days=5, by=mei.actor)
    solve_ticket(ticket.pk, by=lin.actor)
    other = make_ticket()
    solve_ticket(other.pk, by=lin.actor)
    Ticket.objects.filter(pk=ticket.pk).update(solved_at=timezone.now() - timedelta(days=3, minutes=1))
    close_solved()
    assert (fresh(ticket).state, fresh(other).state) == ("closed", "solved")
    assert entries_for("tickets.ticket", ticket.pk).last().actor_kind == "system"


def test_sleeping_tickets_come_back(ticket, lin):
    with pytest.raises(SnoozeInPast):
        snooze_ticket(ticket.pk, timezone.now(), by=lin.actor)
    snooze_ticket(ticket.pk, timezone.now() + timedelta(hours=1), by=lin.actor)
    wake_snoozed()
    assert fresh(ticket).snoozed_until is not None
    Ticket.objects.update(snoozed_until=timezone.now() - timedelta(seconds=1))
    wake_snoozed()
    assert fresh(ticket).snoozed_until is None
    assert last_verb(ticket) == "ticket.woken"


# --- fields ---


def test_changes_are_recorded_with_before_and_after(ticket, lin):
    set_fields(ticket.pk, {"priority": "high", "kind": "question", "severity": "s2"}, by=lin.actor)
    entry = entries_for("tickets.ticket", ticket.pk).last()
    assert entry.data == {"priority": ["normal", "high"], "severity": ["", "s2"]}
    revision = fresh(ticket).revision
    set_fields(ticket.pk, {"priority": "high"}, by=lin.actor)
    assert fresh(ticket).revision == revision


def test_a_form_made_from_an_older_revision_is_refused(ticket, lin, mei):
    revision = ticket.revision
    set_fields(ticket.pk, {"priority": "high"}, by=mei.actor, revision=revision)
    with pytest.raises(StaleTicket):
        set_fields(ticket.pk, {"priority": "low"}, by=lin.actor, revision=revision)


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": "p0"},
        {"kind": ""},
        {"colour": "red"},
        {"product_id": 999_999},
        {"fields": {"nope": 1}},
        {"severity": "s9"},
    ],
)
def test_values_that_make_no_sense_are_refused(changes, ticket, lin):
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, changes, by=lin.actor)
    assert fresh(ticket).revision == 1


def test_a_ticket_keeps_a_subject(ticket, lin):
    with pytest.raises(SubjectMissing):
        set_fields(ticket.pk, {"subject": "  "}, by=lin.actor)


def test_version_component_and_deployment_belong_to_the_product(ticket, acme, lin):
    one, two = make_product(), make_product()
    version, component = make_version(one), make_component(one)
    deployment = make_deployment(acme, one, version)
    set_fields(
        ticket.pk, {"product_id": one.pk, "component_id": component.pk, "deployment_id": deployment.pk}, by=lin.actor
    )
    assert (fresh(ticket).component, ticket.deployment, ticket.version) == (component, deployment, version)
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"version_id": make_version(two).pk}, by=lin.actor)
    foreign = make_deployment(make_organisation(), one)
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"deployment_id": foreign.pk}, by=lin.actor)
    set_fields(ticket.pk, {"product_id": two.pk}, by=lin.actor)
    assert (fresh(ticket).version, ticket.component, ticket.deployment) == (None, None, None)


def test_a_new_requester_brings_their_organisation_and_gets_the_answers(ticket, bo, lin):
    eva = make_contact("Eva", organisation=make_organisation("Beta"))
    set_fields(ticket.pk, {"requester_id": eva.pk}, by=lin.actor)
    assert fresh(ticket).organisation.name == "Beta"
    roles = dict(Participant.objects.filter(ticket=ticket).values_list("contact__name", "role"))
    assert roles == {"Eva": "requester", "Bo Lindqvist": "cc"}


def test_custom_fields_of_another_product_are_unknown(ticket, lin, mei):
    product = make_product()
    field_id = save_custom_field(
        CustomFieldDraft("Rack No", {"en": "Rack"}, "number", product_ids=(product.pk,)), by=mei.actor
    )
    with pytest.raises(FieldsWrong):
        set_fields(ticket.pk, {"fields": {"rack_no": 3}}, by=lin.actor)
    set_fields(ticket.pk, {"product_id": product.pk, "fields": {"rack_no": "3"}}, by=lin.actor)
    assert fresh(ticket).fields == {"rack_no": 3}
    with pytest.raises(FieldsWrong) as wrong:
        set_fields(ticket.pk, {"fields": {"rack_no": "three"}}, by=lin.actor)
    assert "rack_no" in wrong.value.problems
    set_fields(ticket.pk, {"fields": {"rack_no": ""}}, by=lin.actor)
    assert fresh(ticket).fields == {}
    with pytest.raises(AlreadyThere):
        save_custom_field(CustomFieldDraft("rack_no", {"en": "Again"}), by=mei.actor)
    retire_custom_field(field_id, by=mei.actor)
    assert not CustomField.objects.get().is_active


def test_tags_are_kept_once_and_offered_again(ticket, lin):
    add_tags(ticket.pk, ["#Upgrade", "upgrade", "peak season"], by=lin.actor)
    assert fresh(ticket).tags == ["Upgrade", "peak season"]
    assert add_tags(ticket.pk, ["UPGRADE"], by=lin.actor) == []
    assert tag_suggestions(lin, "pe") == ["peak season"]
    everything = TicketFilters(view="all")
    assert [search_tickets(lin, word, filters=everything).total for word in ("peak", "upgrade")] == [1, 1]
    remove_tags(ticket.pk, ["upgrade", "never there"], by=lin.actor)
    assert fresh(ticket).tags == ["peak season"]
    assert search_tickets(lin, "upgrade", filters=everything).total == 0
    assert Tag.objects.count() == 2


# --- people ---


def test_a_mention_reaches_who_may_see_the_ticket_and_nobody_else(ticket, lin, mei):
    outsider = make_person()
    outsider.products.add(make_product())
    set_fields(ticket.pk, {"product_id": make_product().pk}, by=mei.actor)
    text = f"@[Mei](person:{mei.pk}) @[Out](person:{outsider.pk})"
    add_note(ticket.pk, text, by=lin.actor)
    assert Mention.objects.get().person == mei
    names = {card.id for card in mention_candidates(lin, ticket.pk, "")}
    assert mei.pk in names
    assert not names & {outsider.pk, lin.pk}


def test_an_empty_note_is_refused(ticket, lin):
    with pytest.raises(EmptyMessage):
        add_note(ticket.pk, " ", by=lin.actor)


def test_a_note_never_reaches_the_customer_or_changes_state_and_clocks(ticket, lin):
    before = (ticket.state, ticket.next_due_at, ticket.snippet, ticket.last_direction)
    add_note(ticket.pk, "The customer is wrong.", by=lin.actor)
    assert (fresh(ticket).state, ticket.next_due_at, ticket.snippet, ticket.last_direction) == before
    assert SearchDocument.objects.get(object_id=ticket.pk, visibility="public").tsv.find("wrong") == -1


def test_following(ticket, lin, mei):
    follow_ticket(ticket.pk, by=lin.actor)
    follow_ticket(ticket.pk, by=lin.actor, person_id=mei.pk)
    assert Follower.objects.count() == 2
    unfollow_ticket(ticket.pk, by=lin.actor)
    assert Follower.objects.get().person == mei


def test_participants_come_by_address_and_the_requester_stays(ticket, bo, lin):
    contact_id = add_participant(ticket.pk, by=lin.actor, address="new@partner.example", name="New")
    assert Participant.objects.get(contact_id=contact_id).is_verified
    remove_participant(ticket.pk, contact_id, by=lin.actor)
    assert last_verb(ticket) == "ticket.participant_removed"
    with pytest.raises(NotFound):
        remove_participant(ticket.pk, bo.pk, by=lin.actor)


def test_who_looks_is_seen_until_their_lease_ends(ticket, lin, mei):
    assert heartbeat(ticket.pk, by=lin.actor, is_typing=True) == ()
    [other] = heartbeat(ticket.pk, by=mei.actor)
    assert (other.person_id, other.is_typing) == (lin.pk, True)
    Presence.objects.filter(person=lin).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert who_is_here(ticket.pk, besides=mei.pk) == ()
    leave(ticket.pk, by=mei.actor)
    assert who_is_here(ticket.pk) == ()
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    forget()
    assert not Presence.objects.exists()


def test_drafts_are_ones_own_and_empty_ones_vanish(ticket, lin, mei):
    save_draft(ticket.pk, "reply", "One", by=lin.actor)
    save_draft(ticket.pk, "reply", "Two", by=lin.actor)
    save_draft(ticket.pk, "reply", "Hers", by=mei.actor)
    assert Draft.objects.get(person=lin).markdown == "Two"
    save_draft(ticket.pk, "reply", " ", by=lin.actor)
    discard_draft(ticket.pk, "note", by=mei.actor)
    assert Draft.objects.get().person == mei


# --- links ---


def test_links_are_made_once_recorded_on_both_and_suggestions_are_confirmed(ticket, lin):
    other = make_ticket()
    TicketLink.objects.create(ticket=ticket, other=other, is_suggested=True)
    link_id = link_tickets(ticket.pk, other.pk, by=lin.actor)
    assert link_tickets(ticket.pk, other.pk, by=lin.actor) == link_id
    assert not TicketLink.objects.get().is_suggested
    assert last_verb(ticket) == last_verb(other) == "ticket.linked"
    unlink_tickets(link_id, by=lin.actor)
    assert not TicketLink.objects.exists()


# --- arranging ---


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
    assert not SavedView.objects.exists()


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


# --- opening ---


def test_a_ticket_needs_a_subject_words_and_sound_values(bo, lin):
    for new, refusal in (
        (NewTicket(" ", "x"), SubjectMissing), (NewTicket("x", " "), EmptyMessage),
        (NewTicket("x", "x", priority="p0"), FieldsWrong), (NewTicket("x", "x", requester_id=999_999), NotFound),
        (NewTicket("x", "x", product_id=make_product().pk, version_id=make_version(make_product()).pk), FieldsWrong),
    ):  # fmt: skip
        with pytest.raises(refusal):
            open_ticket(new, by=lin.actor)
    assert not Ticket.objects.exists()


def test_numbers_rise_and_are_never_given_twice(bo):
    numbers = [make_ticket(requester=bo).number for _ in range(3)]
    assert numbers == sorted(set(numbers))


def test_a_note_to_oneself_starts_only_the_resolution_clock(lin):
    opened = open_ticket(NewTicket("Check backups", "Every Monday", kind="task", said_by="note"), by=lin.actor)
    ticket = Ticket.objects.get(pk=opened.ticket_id)
    assert [clock.metric for clock in ticket.clocks.all()] == ["solve"]
    assert ticket.messages.get().visibility == "internal"


def test_the_products_team_gets_new_tickets(bo):
    team = make_team()
    assert make_ticket(requester=bo, product=make_product(team=team)).team == team


def test_nothing_that_changes_a_ticket_goes_unrecorded(ticket, lin):
    before = AuditEntry.objects.count()
    for act in (
        lambda: take_ticket(ticket.pk, by=lin.actor), lambda: nudge_ticket(ticket.pk, by=SYSTEM),
        lambda: add_tags(ticket.pk, ["x"], by=lin.actor), lambda: follow_ticket(ticket.pk, by=lin.actor),
        lambda: snooze_ticket(ticket.pk, timezone.now() + timedelta(hours=1), by=lin.actor),
    ):  # fmt: skip
        act()
        assert AuditEntry.objects.count() == before + 1
        before += 1
