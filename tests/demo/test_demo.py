"""The demo company is complete, believable and the same on every machine on the same day."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F, Q
from django.test import TestCase
from django.utils import timezone

from qiao.channels.models import Mailbox, OutgoingMail, RawMail
from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.kernel import files
from qiao.kernel.models import AuditEntry, SearchDocument
from qiao.kernel.search import Scope, search
from qiao.products.models import Product
from qiao.site.demo.company import PASSWORD
from qiao.site.demo.data import read_scenarios
from qiao.site.demo.fill import DemoTaken, fill_demo
from qiao.staff.models import Person, Team
from qiao.tickets.models import (
    Clock,
    CustomField,
    Draft,
    Follower,
    Mention,
    Message,
    MessageAttachment,
    Participant,
    Pause,
    QuickReply,
    SavedView,
    Tag,
    Ticket,
    TicketLink,
)
from qiao.tickets.services.clocks import DUE_FIELDS

SLOT = re.compile(r"\{(version|count|node|clock|night|domain|code|org|cc|l2|lead|pm|call|me|name|subject)\}")


def tell_nobody(_line: str) -> None:
    pass


SHOWN = (
    Mailbox, OutgoingMail, RawMail, Draft, Follower, Mention, Participant, Pause, QuickReply, SavedView, Tag,
    TicketLink, CustomField, MessageAttachment,
)  # fmt: skip


def _empty() -> None:
    """Take everything away except the record, which cannot be."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE tickets_ticket, channels_mailbox, channels_thread, channels_rawmail, products_product,"
            " customers_organisation, staff_team, staff_person, kernel_searchdocument, tickets_tag,"
            " tickets_quickreply, tickets_customfield, tickets_deskpolicy CASCADE"
        )


class TestDemo(TestCase):
    """One demo company for all of these; each test takes its own changes back."""

    @classmethod
    def setUpTestData(cls):
        cls.summary = fill_demo(report=tell_nobody)

    def test_there_is_a_whole_company(self):
        # one customer and one person stand there twice, to be merged
        assert (Organisation.objects.count(), Contact.objects.count(), Person.objects.count()) == (41, 121, 12)
        assert Product.objects.count() == 2
        assert Product.objects.values("kind").distinct().count() == 2
        assert Team.objects.count() == 5
        assert Ticket.objects.exclude(state="spam").count() == 600
        assert Contract.objects.exists()
        assert Deployment.objects.exists()
        assert set(Organisation.objects.values_list("tier", flat=True)) == {"strategic", "key", "normal"}

    def test_every_screen_has_something_to_show(self):
        counts = {model.__name__: model.objects.count() for model in SHOWN}
        assert min(counts.values()) >= 3, counts

    def test_there_are_at_least_sixty_problems_in_two_languages(self):
        scenarios = read_scenarios()
        assert len({scenario.key for scenario in scenarios}) >= 60
        assert Counter(scenario.language for scenario in scenarios).keys() == {"en", "zh-hans"}
        assert all(scenario.openings and scenario.lines for scenario in scenarios)

    def test_conversations_are_finished_texts(self):
        texts = list(Message.objects.values_list("text", flat=True))
        assert not [text for text in texts if SLOT.search(text)]
        assert not [text for text in texts if "lorem" in text.lower() or not text.strip()]
        assert not [subject for subject in Ticket.objects.values_list("subject", flat=True) if len(subject) < 5]
        zh, en = (Ticket.objects.filter(language=language).count() for language in ("zh-hans", "en"))
        assert min(zh, en) > 100

    def test_tickets_came_to_every_kind_of_end(self):
        states = set(Ticket.objects.values_list("state", flat=True))
        assert states >= {"new", "open", "waiting_customer", "waiting_rnd", "solved", "closed", "merged", "spam"}
        assert Ticket.objects.filter(reopened_count__gt=0).count() >= 5
        assert Ticket.objects.filter(follow_up_of__isnull=False).count() == 8
        assert Ticket.objects.filter(snoozed_until__gt=timezone.now()).count() >= 3
        assert Ticket.objects.open().filter(assignee=None).exists()
        assert Message.objects.filter(visibility="unverified").exists()

    def test_the_desk_is_alive_today(self):
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        open_tickets = Ticket.objects.open()
        assert open_tickets.filter(next_due_at__lt=today).exists()
        assert open_tickets.filter(next_due_at__gte=today).count() >= 10
        assert open_tickets.filter(is_paused=True).exists()
        assert open_tickets.count() >= 60

    def test_nothing_happens_after_today_began_or_out_of_order(self):
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        assert not Message.objects.filter(created_at__gt=today).exists()
        assert not AuditEntry.objects.filter(cause="demo", at__gt=today + timedelta(minutes=10)).exists()
        assert not Message.objects.filter(created_at__lt=F("ticket__created_at")).exists()
        assert not Ticket.objects.filter(solved_at__lt=F("created_at")).exists()
        numbers = list(
            Ticket.objects.exclude(state="spam").order_by("created_at", "number").values_list("number", flat=True)
        )
        assert numbers == sorted(numbers)

    def test_clocks_say_the_same_as_the_tickets(self):
        solved = Q(ticket__state__in=("solved", "closed"))
        assert not Clock.objects.filter(solved, stopped_at=None).exists()
        assert not Clock.objects.filter(ticket__state="merged").exclude(outcome="cancelled").exists()
        assert not Pause.objects.filter(until=None, clock__stopped_at__isnull=False).exists()
        for ticket in Ticket.objects.open():
            running = list(Clock.objects.filter(ticket=ticket, stopped_at=None))
            due = min((clock.due_at for clock in running if clock.due_at), default=None)
            assert ticket.next_due_at == due, DUE_FIELDS
            assert ticket.is_paused == (bool(running) and due is None)
        outcomes = Counter(Clock.objects.values_list("outcome", flat=True))
        assert outcomes["breached"] >= 10
        assert outcomes["met"] > 5 * outcomes["breached"]

    def test_counts_on_the_ticket_are_those_of_its_messages(self):
        for ticket in Ticket.objects.filter(state__in=("open", "closed"))[:80]:
            family = Q(ticket=ticket) | Q(ticket__merged_into=ticket)
            assert ticket.message_count == Message.objects.filter(family).count()

    def test_every_ticket_is_found_by_its_number_and_notes_by_staff_only(self):
        ticket = Ticket.objects.exclude(state="spam").first()
        assert search(ticket.shown_number, scope=Scope.everything()).hits[0].object_id == ticket.pk
        documents = SearchDocument.objects.filter(visibility="public")
        assert documents.count() == Ticket.objects.exclude(state="spam").count()
        assert SearchDocument.objects.filter(visibility="internal").exists()
        assert search("证书续期失败", scope=Scope.everything()).total >= 1

    def test_attachments_open(self):
        starts = {"image/png": b"\x89PNG", "application/pdf": b"%PDF-"}
        for attachment in MessageAttachment.objects.select_related("file")[:60]:
            content = files.read(attachment.file)
            assert len(content) == attachment.size
            assert content.startswith(starts.get(attachment.content_type, b""))

    def test_mail_comes_from_a_name_in_the_language_of_who_gets_it(self):
        han = re.compile(r"[\u4e00-\u9fff]")
        named = OutgoingMail.objects.values_list("language", "sender_name").distinct()
        assert {language for language, _name in named} == {"en", "zh-hans"}
        assert all(bool(han.search(name)) == (language == "zh-hans") for language, name in named)
        for mailbox in Mailbox.objects.exclude(product=None):
            assert not han.search(mailbox.sender_in("en"))
            assert han.search(mailbox.sender_in("zh-hans"))

    def test_restricted_teams_are_worked_by_their_members(self):
        for ticket in Ticket.objects.filter(team__is_restricted=True, assignee__isnull=False):
            assert ticket.team.members.filter(pk=ticket.assignee_id).exists()

    def test_the_same_day_gives_the_same_company(self):
        def picture() -> list[tuple[object, ...]]:
            rows = Message.objects.order_by("ticket__number", "created_at", "author_name", "text")
            return list(
                rows.values_list("ticket__number", "ticket__state", "ticket__next_due_at", "created_at", "text")
            )

        first = [row for row in picture() if row[1] != "spam"]
        with transaction.atomic():
            _empty()
            fill_demo(report=tell_nobody)
            second = [row for row in picture() if row[1] != "spam"]
            transaction.set_rollback(True)
        assert [row[:4] for row in second] == [row[:4] for row in first]
        assert [row[4] for row in second] == [row[4] for row in first]

    def test_a_second_time_changes_nothing(self):
        again = fill_demo(report=tell_nobody)
        assert not again.is_new
        assert (again.tickets, again.messages) == (self.summary.tickets, self.summary.messages)

    def test_it_does_not_move_in_with_a_real_company(self):
        with transaction.atomic():
            Person.objects.filter(email="mei@qiao.example").update(email="someone@else.example")
            with pytest.raises(DemoTaken):
                fill_demo(report=tell_nobody)
            transaction.set_rollback(True)

    def test_the_sign_ins_are_printed_and_work(self):
        printed = "\n".join(self.summary.lines())
        assert PASSWORD in printed
        addresses = re.findall(r"^  (\S+@qiao\.example)", printed, re.MULTILINE)
        assert len(addresses) == 3
        for address in addresses:
            assert Person.objects.get(email=address).check_password(PASSWORD)

    def test_the_clock_of_the_demo_is_todays_midnight(self):
        newest = Message.objects.order_by("-created_at").values_list("created_at", flat=True)[0]
        assert isinstance(newest, datetime)
        assert timezone.now() - newest < timedelta(days=3)
