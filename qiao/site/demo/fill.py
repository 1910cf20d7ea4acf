"""Filling an empty database with the demo company."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import Refusal
from qiao.kernel.search import frequencies
from qiao.kernel.terminal import gettext as _
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


class DemoTaken(Refusal):
    """There are people or tickets already: the demo company does not move in with a real one."""

    text = gettext_lazy("This database is in use: the demo company needs an empty one.")


@dataclass(frozen=True)
class DemoSummary:
    """What there is now, and how to sign in. `is_new` is false when the demo had been there before."""

    is_new: bool
    tickets: int
    messages: int

    def lines(self) -> list[str]:
        """For the terminal."""
        head = _("The demo company is ready") if self.is_new else _("The demo company was already there")
        size = _("%(tickets)d tickets, %(messages)d messages. All of it is invented.")
        return [
            f"{head}{_(': ')}{size % {'tickets': self.tickets, 'messages': self.messages}}",
            _("Sign in at %(address)s with password %(password)s:")
            % {"address": settings.ADDRESS, "password": PASSWORD},
            f"  lin@{MAIL_DOMAIN}    {_('%s, agent (Chinese)') % '林知远'}",
            f"  mei@{MAIL_DOMAIN}    {_('%s, lead and administrator (Chinese)') % '梅若清'}",
            f"  grace@{MAIL_DOMAIN}  {_('%s, agent (English)') % 'Grace Whitfield'}",
            _("The portal for customers is at %s; its sign-in page names one of them.") % f"{settings.ADDRESS}/portal/",
            _("Mail to %(address)s goes to port %(port)d. Mail that leaves is written to")
            % {"address": f"support@{MAIL_DOMAIN}", "port": settings.MAIL_PORT},
            _("  %s as long as no server is set (QIAO_SMTP_HOST).") % mail_folder(),
        ]


def fill_demo(*, report: Callable[[str], None]) -> DemoSummary:
    """Write the demo company into an empty database; does nothing where it is already.

    Everything is counted from today's midnight in the installation's zone. Raises DemoTaken.
    """
    if Person.objects.filter(email=f"mei@{MAIL_DOMAIN}").exists():
        return _summary(is_new=False)
    if Person.objects.exists() or Ticket.objects.exists():
        raise DemoTaken
    with transaction.atomic():
        _fill(report)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_ANALYSED)}")
    frequencies.forget()
    return _summary(is_new=True)


def _fill(report: Callable[[str], None]) -> None:
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    rnd = random.Random(_SEED)
    report(_("People, products, customers"))
    company = create_company(today, rnd)
    table = read_table("desk")
    mailboxes = arrange_desk(company, table)
    open_portal(company)
    promised = promises(today)
    report(_("A year of conversations"))
    cases = Year(company, promised, _SEED).tell()
    report(_("Tickets, clocks, search"))
    rows = Rows(company, promised, mailboxes)
    rows.write(cases)
    report(_("Mail log, drafts, links"))
    send_letters(rows.letters, mailboxes)
    keep_originals(rows.letters, mailboxes)
    keep_odd_mails(table["odd_mail"], mailboxes, company)
    add_extras(rows, cases, rnd)
    add_care(company)
    record(Actor.system("demo"), "demo.filled", company.people["mei"], data={"tickets": len(cases)})


def _summary(*, is_new: bool) -> DemoSummary:
    return DemoSummary(is_new, Ticket.objects.count(), Message.objects.count())
