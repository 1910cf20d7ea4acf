"""A customer's way through the portal in a real browser: on a phone, by keyboard, without scripts, from another site."""

import re
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.faults.house import House, wait_until
from tests.journeys.conftest import PATIENCE_MS, Desk, Sink
from tests.journeys.test_journeys import grave_violations

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)

PASTE = """async (text) => {
  const canvas = document.createElement("canvas"); canvas.width = 320; canvas.height = 120;
  const draw = canvas.getContext("2d"); draw.fillStyle = "#b23122"; draw.fillRect(0, 0, 320, 120);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const carried = new DataTransfer(); carried.items.add(new File([blob], "screenshot.png", { type: "image/png" }));
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""
ANSWER = """
from qiao.staff.models import Person
from qiao.tickets.models import Ticket
from qiao.tickets.services import Reply, reply_to_ticket
mei = Person.objects.get(email="mei@qiao.example")
reply_to_ticket(Ticket.objects.get(subject={subject!r}).pk, Reply("Restart the gateway.", hold_seconds=0), by=mei.actor)
"""


COME = """
from qiao.customers.models import Organisation, PortalAccount
from qiao.customers.testing import make_contact
contact = make_contact({name!r}, email={address!r}, organisation=Organisation.objects.get(name="Acme"), language={language!r})
PortalAccount.objects.create(contact=contact, role="organisation")
"""


def newcomer(house: House, name: str, language: str = "en") -> str:
    """Somebody at Acme who sees its requests: everybody has codes of their own, mails to one address are limited."""
    address = f"{name}@acme.example"
    house.run(COME.format(name=name, address=address, language=language))
    return address


def mailed(sink: Sink, pattern: str, address: str, since: int) -> re.Match[str]:
    """What a mail to this address holds, as soon as it is there."""
    found: list[re.Match[str]] = []

    def look() -> bool:
        for raw in sink.mails[since:]:
            mail = message_from_bytes(raw, policy=policy.default)
            body = mail.get_body(("plain",))
            match = re.search(pattern, body.get_content() if body else "")  # type: ignore[attr-defined]
            if match and address in str(mail["To"]):
                found.append(match)
        return bool(found)

    wait_until(look, f"a mail to {address} with {pattern}", lambda: f"{len(sink.mails)} mails")
    return found[-1]


def sign_in(page: Page, base: str, sink: Sink, address: str) -> None:
    since = len(sink.mails)
    page.goto(f"{base}/portal/")
    expect(page).to_have_url(re.compile("/portal/sign-in/"))
    page.fill("input[name=email]", address)
    page.press("input[name=email]", "Enter")
    code = mailed(sink, r"\b(\d{4} \d{4})\b", address, since)[1]
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
    page.wait_for_url(re.compile(r"/portal/$"))


def base_of(house: House) -> str:
    return f"http://127.0.0.1:{house.web_port}"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_customer_asks_with_a_screenshot_gets_the_answer_and_reopens(stranger: Desk, sink: Sink):
    page, base, subject = stranger.page, base_of(stranger.house), f"Screen stays red {stranger.run}"
    address = newcomer(stranger.house, f"ask.{stranger.run}", stranger.language)
    page.goto(f"{base}/portal/")
    assert not grave_violations(stranger)
    sign_in(page, base, sink, address)
    assert not grave_violations(stranger)
    page.goto(f"{base}/portal/new/")
    page.fill("input[name=subject]", subject)
    page.fill("textarea[name=text]", "It began at 3.")
    page.locator("textarea[name=text]").evaluate(PASTE)
    expect(page.locator("[data-files] input[name=attachment]")).to_have_count(1)
    assert not grave_violations(stranger)
    assert fits(page)
    page.locator("main form button.btn--primary").click()
    page.wait_for_url(re.compile(r"/portal/tickets/\d+/$"))
    expect(page.locator(".pmsg .shot img")).to_be_visible()
    wait_until(
        lambda: bool(page.evaluate("document.querySelector('.shot img').naturalWidth > 0")), "the picture", lambda: ""
    )
    assert not grave_violations(stranger)
    assert fits(page)
    _answered(stranger, sink, subject, address)
    page.get_by_role("button", name=re.compile("It is solved|\u95ee\u9898\u5df2\u89e3\u51b3")).click()
    expect(page.locator(".pnotice")).to_be_visible()
    assert _state(stranger, subject) == "closed"
    page.fill("textarea[name=text]", "Still red.")
    page.locator("#reply button.btn--primary").click()
    expect(page.locator(".pmsg", has_text="Still red.")).to_be_visible()
    assert _state(stranger, subject) == "open"


def _answered(stranger: Desk, sink: Sink, subject: str, address: str) -> None:
    since = len(sink.mails)
    stranger.house.run(ANSWER.format(subject=subject))
    mailed(sink, "Restart the gateway", address, since)
    wait_until(
        lambda: stranger.house.query(
            "SELECT 1 FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id"
            " WHERE t.subject = %s AND m.delivery = 'sent'", subject,
        ) != [], "the answer to be sent", stranger.house.log,
    )  # fmt: skip
    stranger.page.reload()
    expect(stranger.page.locator(".pmsg", has_text="Restart the gateway.")).to_be_visible()


def _written(house: House, subject: str) -> list[str]:
    """What a customer wrote into a ticket, oldest first."""
    rows = house.query(
        "SELECT m.text FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id"
        " WHERE t.subject = %s AND m.direction = 'in' ORDER BY m.id", subject,
    )  # fmt: skip
    return [text.strip() for (text,) in rows]


def _product(house: House) -> str:
    return str(house.query("SELECT key FROM products_product ORDER BY id LIMIT 1")[0][0])


def _state(desk: Desk, subject: str) -> str:
    return str(desk.house.query("SELECT state FROM tickets_ticket WHERE subject = %s", subject)[0][0])


@pytest.mark.parametrize("run", ["en-phone", "zh-hans-phone"])
def test_every_page_fits_320_pixels_and_can_be_read_aloud(stranger: Desk, sink: Sink):
    page, base = stranger.page, base_of(stranger.house)
    sign_in(page, base, sink, newcomer(stranger.house, f"narrow.{stranger.run}", stranger.language))
    page.set_viewport_size({"width": 320, "height": 640})
    number = page.goto(f"{base}/portal/tickets/?whose=all") and page.locator(".plist__row").first.get_attribute("href")
    pages = ["/portal/", "/portal/tickets/", number or "", "/portal/new/", "/portal/me/"]
    problems = []
    for address in pages:
        page.goto(f"{base}{address}")
        problems += [f"{address}: {problem}" for problem in grave_violations(stranger)]
        if not fits(page):
            problems.append(f"{address} is wider than the screen")
    page.context.clear_cookies()
    for address in ("/portal/sign-in/", "/portal/ask/", f"/portal/embed/{_product(stranger.house)}/"):
        page.goto(f"{base}{address}")
        problems += [f"{address}: {problem}" for problem in grave_violations(stranger)]
        if not fits(page):
            problems.append(f"{address} is wider than the screen")
    assert not problems


def test_without_scripts_one_signs_in_asks_answers_and_goes(browser: Browser, house: House, sink: Sink, tmp_path):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page, base = context.new_page(), base_of(house)
    sign_in(page, base, sink, newcomer(house, "plain"))
    page.goto(f"{base}/portal/new/")
    page.fill("input[name=subject]", "No scripts here")
    page.fill("textarea[name=text]", "Plain as it is.")
    log = tmp_path / "plain.log"
    log.write_text("line")
    page.set_input_files("input[name=files]", str(log))
    page.locator("main form button.btn--primary").click()
    expect(page.locator(".file", has_text="plain.log")).to_be_visible()
    page.fill("textarea[name=text]", "One more thing.")
    page.locator("#reply button.btn--primary").click()
    expect(page.locator(".pmsg", has_text="One more thing.")).to_be_visible()
    page.locator(".pmenu summary").click()
    page.locator("form[action$='sign-out/'] button").click()
    page.goto(f"{base}/portal/tickets/")
    expect(page).to_have_url(re.compile("/portal/sign-in/"))
    assert _written(house, "No scripts here") == ["Plain as it is.", "One more thing."]
    context.close()


def test_by_keyboard_alone_one_finds_a_ticket_and_answers(browser: Browser, house: House, sink: Sink):
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page, base = context.new_page(), base_of(house)
    sign_in(page, base, sink, newcomer(house, "keys"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.goto(f"{base}/portal/tickets/?whose=all")
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('plist__row')"):
            break
    assert page.evaluate("document.activeElement.classList.contains('plist__row')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/portal/tickets/\d+/$"))
    page.locator("textarea[name=text]").focus()
    page.keyboard.type("Written without a mouse.")
    for _press in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#reply button.btn--primary')"):
            break
    assert page.evaluate("document.activeElement.matches('#reply button.btn--primary')")
    page.keyboard.press("Enter")
    expect(page.locator(".pmsg", has_text="Written without a mouse.")).to_be_visible()
    context.close()


@pytest.fixture(scope="module")
def vendors_site(house: House) -> Iterator[str]:
    """A website of the vendor's, of another origin, with our tag on it and a mistake in its script."""
    base = base_of(house)
    html = (
        f'<!doctype html><html lang="%s"><title>Harbour app</title><h1>App</h1>'
        f'<script src="{base}/portal/embed.js" data-product="{_product(house)}" data-version="4.8.2"'
        f' data-email="newcomer@elsewhere.example"></script>'
        f'<script>console.error("Pump 7 is gone at " + location.href + "?token=abc")</script></html>'
    )

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((html % ("zh-CN" if self.path == "/zh" else "en")).encode())

        def log_message(self, *parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Site)
    address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house.run(
        "from qiao.products.models import PortalBrand, Product; from qiao.products.testing import make_version;"
        f"make_version(Product.objects.get(key='{_product(house)}'), '4.8.2'); PortalBrand.objects.update_or_create("
        f"product=Product.objects.get(key='{_product(house)}'), defaults={{'name': 'Harbour', 'embed_origins': ['{address}']}})"
    )
    yield address
    server.shutdown()
    server.server_close()


def test_a_request_from_the_vendors_own_site_tells_what_went_wrong_there(
    browser: Browser, house: House, sink: Sink, vendors_site: str
):
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{vendors_site}/orders?session=secret")
    page.get_by_role("button", name="Contact support").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("[data-along-list]")).to_contain_text("Pump 7 is gone")
    expect(frame.locator("input[name=email]")).to_have_value("newcomer@elsewhere.example")
    expect(frame.locator("select[name=version] option:checked")).to_have_text("4.8.2")
    page.wait_for_timeout(1_500)
    expect(page.get_by_role("alert")).to_have_count(0)
    frame.locator("input[name=subject]").fill("From the app")
    frame.locator("textarea[name=text]").fill("The order page is empty.")
    since = len(sink.mails)
    frame.locator("button.btn--primary").click()
    expect(frame.locator("[role=status]")).to_be_visible()
    link = mailed(sink, r"https?://[^/\s]+(/portal/confirm/\S+)", "newcomer@elsewhere.example", since)[1]
    page.goto(f"{base_of(house)}{link}")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Q-")
    text = house.query(
        "SELECT m.text FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id WHERE t.subject = %s",
        "From the app",
    )[0][0]
    assert f"{vendors_site}/orders" in text
    assert "Pump 7 is gone" in text
    assert "4.8.2" in text
    assert "secret" not in text
    assert "abc" not in text
    context.close()


@pytest.mark.parametrize(
    ("path", "told"), [("/", "cannot be shown on this website"), ("/zh", "\u4e0d\u80fd\u663e\u793a")]
)
def test_a_website_that_is_not_named_says_so_and_offers_the_portal(
    browser: Browser, house: House, vendors_site: str, path: str, told: str
):
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
    unnamed = vendors_site.replace("localhost", "127.0.0.1")
    page.goto(unnamed + path)
    page.locator("button").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_role("alert")).to_contain_text(told)
    expect(box.get_by_role("link")).to_have_attribute("href", f"{base_of(house)}/portal/")
    expect(box.get_by_role("link")).to_be_focused()
    assert any(unnamed in line and "Websites that may show the form" in line for line in warnings)
    box.get_by_role("button").click()
    expect(box).to_have_count(0)
    context.close()
