"""The bell: what is told, to whom, and how it is read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qiao.staff.models import Notification, NotificationKind
from qiao.staff.public import News, notify_people, people_who_may, read_notifications
from qiao.staff.services import forget_read_notifications
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def news(kind: NotificationKind = NotificationKind.MENTION, *, about: int = 7, subject: str = "Q-7 Down") -> News:
    return News(kind, subject, f"/desk/tickets/{about}/", "tickets.ticket", about, "Mei")


def test_the_same_again_before_it_was_read_counts_up_in_one_line(lin) -> None:
    for subject in ("Q-7 Down", "Q-7 Still down"):
        notify_people([lin.pk], news(subject=subject))
    row = Notification.objects.get()
    assert (row.times, row.subject, row.read_at) == (2, "Q-7 Still down", None)
    assert "2" in row.sentence
    read_notifications(lin.pk, "tickets.ticket", 7)
    notify_people([lin.pk], news())
    assert sorted(Notification.objects.values_list("times", flat=True)) == [1, 2]


def test_nobody_is_told_who_left_or_wants_to_hear_nothing_of_the_kind(lin, mei, client_of) -> None:
    gone = make_person(is_active=False)
    wanted = [kind for kind in NotificationKind.values if kind != "mention"]
    answer = client_of(lin).post("/me/notifications/kinds/choose/", {"kind": wanted})
    assert answer.status_code == 302
    assert notify_people([lin.pk, mei.pk, gone.pk], news()) == [mei.pk]
    assert notify_people([lin.pk], news(NotificationKind.REPLY)) == [lin.pk]
    form = client_of(lin).get("/me/notifications/kinds/").content.decode()
    assert form.count(" checked") == len(wanted)


def test_the_bell_shows_how_much_is_unread_on_every_page(lin, client_of) -> None:
    browser = client_of(lin)
    assert "bell__count" not in browser.get("/me/").content.decode()
    for about in (1, 2, 3):
        notify_people([lin.pk], news(about=about))
    assert '<b class="bell__count">3</b>' in browser.get("/me/").content.decode()
    assert '<b class="bell__count">3</b>' in browser.get("/me/notifications/bell/").content.decode()


def test_opening_leads_there_and_reads_it(lin, client_of) -> None:
    notify_people([lin.pk], news())
    row = Notification.objects.get()
    answer = client_of(lin).post(f"/me/notifications/{row.pk}/", headers=HTMX)
    assert answer.headers["HX-Redirect"] == "/desk/tickets/7/"
    row.refresh_from_db()
    assert row.read_at is not None
    assert client_of(lin).post(f"/me/notifications/{row.pk}/").headers["Location"] == "/desk/tickets/7/"


def test_somebody_elses_news_does_not_exist(lin, mei, client_of) -> None:
    notify_people([lin.pk], news(subject="secret"))
    row = Notification.objects.get()
    assert client_of(mei).post(f"/me/notifications/{row.pk}/").status_code == 404
    assert "secret" not in client_of(mei).get("/me/notifications/").content.decode()
    client_of(mei).post("/me/notifications/read/")
    row.refresh_from_db()
    assert row.read_at is None


def test_all_is_read_at_once_and_unread_is_a_list_of_its_own(lin, client_of) -> None:
    browser = client_of(lin)
    notify_people([lin.pk], news(about=1, subject="first"))
    notify_people([lin.pk], news(about=2, subject="second"))
    read_notifications(lin.pk, "tickets.ticket", 1)
    page = browser.get("/me/notifications/?unread=1").content.decode()
    assert "second" in page
    assert "first" not in page
    answer = browser.post("/me/notifications/read/", headers=HTMX).content.decode()
    assert "notice--new" not in answer
    assert answer.count('class="notice"') == 2
    assert browser.post("/me/notifications/read/").headers["Location"] == "/me/notifications/"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_has_a_sentence_and_a_mark(language, lin, client_of) -> None:
    lin.language = language
    lin.save()
    for at, kind in enumerate(NotificationKind):
        notify_people([lin.pk], news(kind, about=at))
    markup = client_of(lin).get("/me/notifications/latest/").content.decode()
    assert markup.count("notice--new") == len(NotificationKind)
    assert ("mentioned you" in markup) == (language == "en")


def test_the_page_costs_the_same_with_3_and_30_and_leads_on(lin, client_of) -> None:
    browser, counts = client_of(lin), []
    browser.get("/me/notifications/")  # the first page after signing in also writes the session
    for upto in (3, 30):
        for about in range(upto):
            notify_people([lin.pk], news(about=about))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/me/notifications/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for about in range(60):
        notify_people([lin.pk], news(about=about))
    page = browser.get("/me/notifications/")
    after = page.context["page"].next
    assert after
    assert browser.get(f"/me/notifications/?after={after}").content.decode().count('class="notice ') == 10


def test_what_was_read_long_ago_is_forgotten(lin) -> None:
    notify_people([lin.pk], news(about=1))
    notify_people([lin.pk], news(about=2))
    Notification.objects.filter(object_id=1).update(read_at="2020-01-01T00:00:00Z")
    assert forget_read_notifications() == 1
    assert Notification.objects.get().object_id == 2


def test_people_are_found_by_what_their_roles_allow(lin, mei) -> None:
    make_person(roles=("administrator",), is_active=False)
    assert people_who_may("mail.manage") == [mei.pk]
    assert set(people_who_may("ticket.view")) == {lin.pk, mei.pk}
