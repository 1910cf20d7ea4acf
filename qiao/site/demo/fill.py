"""Filling an empty database with the demo company."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.search import frequencies
from qiao.site.demo.apps import mail_folder
from qiao.site.demo.arrangements import arrange_desk
from qiao.site.demo.care import add_care
from qiao.site.demo.cases import Year
from qiao.site.demo.company import MAIL_DOMAIN, PASSWORD, create_company
from qiao.site.demo.data import read_table
from qiao.site.demo.extras import add_extras
from qiao.site.demo.hours import promises
from qiao.site.demo.mail import keep_odd_mails, keep_originals, send_letters
from qiao.site.demo.portal import open_portal
from qiao.site.demo.rows import Rows
from qiao.staff.models import Person
from qiao.tickets.models import Message, Ticket

_SEED = "hengzhou"
_ANALYSED = ("tickets_ticket", "tickets_message", "tickets_clock", "kernel_searchdocument", "kernel_auditentry")


class DemoTaken(Exception):
    """There are people or tickets already: the demo company does not move in with a real one."""


@dataclass(frozen=True)
class DemoSummary:
    """What there is now, and how to sign in. `is_new` is false when the demo had been there before."""

    is_new: bool
    tickets: int
    messages: int

    def lines(self) -> list[str]:
        """For the terminal."""
        head = "The demo company is ready" if self.is_new else "The demo company was already there"
        return [
            f"{head}: {self.tickets} tickets, {self.messages} messages. All of it is invented.",
            f"Sign in at {settings.ADDRESS} with password {PASSWORD}:",
            f"  lin@{MAIL_DOMAIN}    林知远, agent (Chinese)",
            f"  mei@{MAIL_DOMAIN}    梅若清, lead and administrator (Chinese)",
            f"  grace@{MAIL_DOMAIN}  Grace Whitfield, agent (English)",
            f"The portal for customers is at {settings.ADDRESS}/portal/; its sign-in page names one of them.",
            f"Mail to support@{MAIL_DOMAIN} goes to port {settings.MAIL_PORT}. Mail that leaves is written to",
            f"  {mail_folder()} as long as no server is set (QIAO_SMTP_HOST).",
        ]


def fill_demo(*, report: Callable[[str], None]) -> DemoSummary:
    """Write the demo company into an empty database; does nothing where it is already.

    Everything is counted from today's midnight in the installation's zone. Raises DemoTaken.
    """
    if Person.objects.filter(email=f"mei@{MAIL_DOMAIN}").exists():
        return _summary(is_new=False)
    if Person.objects.exists() or Ticket.objects.exists():
        raise DemoTaken("This database is in use: the demo company needs an empty one.")
    with transaction.atomic():
        _fill(report)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_ANALYSED)}")
    frequencies.forget()
    return _summary(is_new=True)


def _fill(report: Callable[[str], None]) -> None:
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    rnd = random.Random(_SEED)
    report("People, products, customers")
    company = create_company(today, rnd)
    table = read_table("desk")
    mailboxes = arrange_desk(company, table)
    open_portal(company)
    promised = promises(today)
    report("A year of conversations")
    cases = Year(company, promised, _SEED).tell()
    report("Tickets, clocks, search")
    rows = Rows(company, promised, mailboxes)
    rows.write(cases)
    report("Mail log, drafts, links")
    send_letters(rows.letters, mailboxes)
    keep_originals(rows.letters, mailboxes)
    keep_odd_mails(table["odd_mail"], mailboxes, company)
    add_extras(rows, cases, rnd)
    add_care(company)
    record(Actor.system("demo"), "demo.filled", company.people["mei"], data={"tickets": len(cases)})


def _summary(*, is_new: bool) -> DemoSummary:
    return DemoSummary(is_new, Ticket.objects.count(), Message.objects.count())
