"""People's ways through the product in a real browser, in both languages, on a desktop and on a phone."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.faults.house import deliver, wait_until
from tests.journeys.conftest import PATIENCE_MS, Desk, Sink, sign_in
from tests.journeys.seed import CUSTOMER, PEOPLE, SUBJECTS, SUPPORT, WORDS
from tests.security.payloads import HTML

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

PAGES = {
    "desk": "/desk/?view=all",
    "ticket": "/desk/tickets/{ticket}/?view=all",
    "table": "/desk/tickets/?view=all",
    "new": "/desk/tickets/new/",
    "search": "/desk/search/?q={word}",
    "customers": "/desk/customers/",
    "organisation": "/desk/customers/{organisation}/",
    "contact": "/desk/contacts/{contact}/",
    "products": "/desk/products/",
    "people": "/setup/people/",
    "teams": "/setup/teams/",
    "mailboxes": "/setup/mailboxes/",
    "mail log": "/setup/mail/",
    "calendars": "/setup/calendars/",
    "quick replies": "/setup/quick-replies/",
    "targets": "/setup/targets/",
    "profile": "/me/",
    "gallery": "/gallery/",
}
# axe's own words for what keeps people out, and what it takes lightly but readers of a screen go by
GRAVE = {"serious", "critical"}
SIGNPOSTS = {"landmark-one-main", "page-has-heading-one"}


def number_of(desk: Desk, subject: str) -> int:
    return int(desk.house.query("SELECT number FROM tickets_ticket WHERE subject = %s", subject)[0][0])


def row(desk: Desk, subject: str) -> Locator:
    return desk.page.locator(".ticket-row", has_text=subject)


def test_signing_in_leads_to_the_desk_in_ones_own_language(stranger: Desk):
    stranger.goto("/desk/")
    expect(stranger.page).to_have_url(re.compile("/accounts/login/"))
    assert not grave_violations(stranger)
    stranger.page.fill("input[name=login]", PEOPLE[stranger.language])
    stranger.page.fill("input[name=password]", "not the password")
    stranger.page.press("input[name=password]", "Enter")
    expect(stranger.page.get_by_role("alert").first).to_be_visible()
    sign_in(stranger)
    expect(stranger.page.locator("html")).to_have_attribute("lang", "en" if stranger.language == "en" else "zh-CN")
    expect(stranger.page.locator("#list")).to_be_visible()


def test_a_mail_arrives_while_one_looks_and_its_answer_reaches_the_customer(desk: Desk, sink: Sink):
    subject, mail_id = f"Pump 7 stopped {desk.run}", f"<pump.{desk.run}@acme.example>"
    desk.goto("/desk/?view=all")
    expect(desk.page.locator(".ticket-row").first).to_be_visible()
    desk.page.evaluate("window.wasNeverReloaded = true")
    deliver(desk.house.mail_port, CUSTOMER, SUPPORT, mail(subject, mail_id, "It stopped at 3."))
    pill = desk.page.locator("#news a")
    expect(pill).to_be_visible()
    assert desk.page.evaluate("window.wasNeverReloaded")
    pill.click()
    row(desk, subject).click()
    expect(desk.page.locator("#thread .msg__text", has_text="It stopped at 3.")).to_be_visible()
    expect(desk.page).to_have_url(re.compile(f"/desk/tickets/{number_of(desk, subject)}/"))
    answer(desk, sink, subject, mail_id)


def answer(desk: Desk, sink: Sink, subject: str, mail_id: str) -> None:
    before = len(sink.mails)
    desk.page.fill("#composer-text", "Please open valve **4** first.")
    desk.page.click("#composer [data-key-send]")
    undo = desk.page.locator("qiao-undo")
    expect(undo).to_be_visible()
    assert len(sink.mails) == before, "the mail left although it could still be taken back"
    undo.locator("form[action*='send-now'] button").click()
    expect(desk.page.locator(".msg--reply", has_text="Please open valve 4 first.")).to_be_visible()
    wait_until(lambda: len(sink.mails) > before, "the answer", desk.house.log, 30)
    received = message_from_bytes(sink.mails[-1], policy=policy.default)
    assert received["To"].addresses[0].addr_spec == CUSTOMER
    assert received["In-Reply-To"].strip() == mail_id
    assert mail_id in received["References"]
    assert subject in received["Subject"]
    body = received.get_body(("html",))
    assert body
    assert "<strong>4</strong>" in body.get_content()


def mail(subject: str, mail_id: str, text: str, html: str = "") -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"] = f"Ada Byron <{CUSTOMER}>", SUPPORT, subject
    message["Message-ID"] = mail_id
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_reply_is_taken_back_within_its_ten_seconds(desk: Desk, sink: Sink):
    before = len(sink.mails)
    desk.goto(f"/desk/tickets/{number_of(desk, f'Second merge {desk.run}')}/?view=all")
    desk.page.fill("#composer-text", "Sent too early")
    desk.page.click("#composer [data-key-send]")
    desk.page.locator("qiao-undo form[action*='/undo/'] button").click()
    expect(desk.page.locator("#composer-text")).to_have_value("Sent too early")
    expect(desk.page.locator("qiao-undo")).to_have_count(0)
    assert len(sink.mails) == before


def test_two_tickets_are_merged_and_taken_apart(desk: Desk):
    first, second = f"First merge {desk.run}", f"Second merge {desk.run}"
    desk.goto(f"/desk/tickets/{number_of(desk, first)}/?view=all")
    desk.page.click("[data-menu='ticket-more']")
    desk.page.click("#ticket-more a[href*='/merge/']")
    dialog = desk.page.locator("#dialogs dialog")
    dialog.locator("label", has_text=second).locator("input").check()
    dialog.locator(".dialog__foot .btn--primary").click()
    stub = desk.page.locator(".msg--stub", has_text=second)
    expect(stub).to_be_visible()
    assert state_of(desk, second) == "merged"
    stub.locator("form[action*='/unmerge/'] button").click()
    expect(stub).to_have_count(0)
    assert state_of(desk, second) != "merged"


def test_a_clock_explains_itself_and_other_dialogs_still_open(desk: Desk):
    desk.goto(f"/desk/tickets/{number_of(desk, SUBJECTS[desk.language])}/?view=all")
    if desk.size == "phone":
        desk.page.click("[data-pane-go='aside']")
    desk.page.locator(".clock__name").first.click()
    dialog = desk.page.locator("#dialogs dialog")
    expect(dialog).to_be_visible()
    explained = dialog.inner_text()
    dialog.locator("[data-dialog-close]").first.click()
    expect(dialog).to_be_hidden()
    desk.page.click("#aside [aria-controls='aside-facts']")
    desk.page.locator("#aside-facts a[hx-target='#dialogs']").first.click()
    expect(dialog.locator("form")).to_be_visible()
    assert re.search(r"\d{2}:\d{2}", explained), "the hours that were counted"
    assert dialog.inner_text() != explained


def state_of(desk: Desk, subject: str) -> str:
    return str(desk.house.query("SELECT state FROM tickets_ticket WHERE subject = %s", subject)[0][0])


@pytest.mark.parametrize("language", list(WORDS))
def test_a_word_finds_its_ticket_and_is_marked(desk: Desk, language: str):
    desk.goto("/desk/search/")
    desk.page.fill("#search-words", WORDS[language])
    desk.page.press("#search-words", "Enter")
    hit = desk.page.locator(".hit", has_text=SUBJECTS[language])
    expect(hit).to_be_visible()
    assert "".join(hit.locator("mark").all_text_contents()).lower().startswith(WORDS[language])
    hit.locator("a").first.click()
    expect(desk.page.locator("#thread .thread__title")).to_have_text(SUBJECTS[language])


def test_many_tickets_are_changed_at_once_and_put_back(desk: Desk):
    desk.goto(f"/desk/tickets/?view=all&tag=bulk-{desk.run}")
    boxes = desk.page.locator("#table-body [data-check]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    bar = desk.page.locator("[data-bulk]")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    if desk.size == "phone":
        desk.page.click("[data-menu='bulk-more']")
    desk.page.locator("[data-menu='bulk-priority']").locator("visible=true").click()
    desk.page.click("[data-bulk-act='priority'][data-bulk-value='urgent']")
    note = desk.page.locator("#bulk-note")
    undo = note.locator("form[action*='/undo/'] button")
    expect(undo).to_be_visible()
    assert priorities(desk) == ["urgent", "urgent"]
    undo.click()
    expect(undo).to_have_count(0)
    expect(note).to_be_visible()
    wait_until(lambda: priorities(desk) == ["normal", "normal"], "the way back", desk.house.log, 20)


def priorities(desk: Desk) -> list[str]:
    rows = desk.house.query("SELECT priority FROM tickets_ticket WHERE %s = ANY(tags)", f"bulk-{desk.run}")
    return [str(priority) for (priority,) in rows]


def test_every_main_page_can_be_used_by_everybody(desk: Desk):
    """axe finds nothing serious; the console stays silent (see the fixture); nothing is wider than the window."""
    facts = desk.house.query(
        "SELECT number, organisation_id, requester_id FROM tickets_ticket WHERE subject = %s", SUBJECTS[desk.language]
    )[0]
    names = dict(zip(("ticket", "organisation", "contact"), facts, strict=True)) | {"word": WORDS[desk.language]}
    found = []
    for name, path in PAGES.items():
        desk.goto(path.format(**names))
        found += [f"{name}: {violation}" for violation in grave_violations(desk)]
        if desk.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            found.append(f"{name}: the page scrolls sideways")
    assert not found, "\n".join(found)


def grave_violations(desk: Desk) -> list[str]:
    found = Axe().run(desk.page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {'; '.join(str(node['target']) for node in one['nodes'][:4])}"
        for one in found if one["impact"] in GRAVE or one["id"] in SIGNPOSTS
    ]  # fmt: skip


@pytest.mark.parametrize("run", ["en-desktop"])
def test_no_hostile_mail_runs_in_a_real_browser(desk: Desk):
    """The whole corpus of attacks opened as one conversation: no dialog, no error, no refused load (see `desk`)."""
    subject = "Attack"
    hostile = "".join(f"<div>{payload}</div>" for payload in HTML if "\x00" not in payload)
    data = mail(subject, "<attack@acme.example>", "x", hostile)
    deliver(desk.house.mail_port, CUSTOMER, SUPPORT, data)
    wait_until(
        lambda: bool(desk.house.query("SELECT 1 FROM tickets_ticket WHERE subject = %s", subject)), "it", desk.house.log
    )
    desk.goto(f"/desk/tickets/{number_of(desk, subject)}/")
    expect(desk.page.locator("#thread .msg__text").first).to_be_visible()
    for link in desk.page.locator(".msg__text a").all():
        assert (link.get_attribute("href") or "#").startswith(("http:", "https:", "mailto:", "tel:", "#"))
    desk.page.wait_for_load_state("networkidle")
