"""`make shots`: pictures of every main screen, zh and en, light and dark, desktop and phone, into shots/.

Runs its own house on the demo company in `.qiao-shots/`, so that it never touches anybody's data.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.faults.house import House
from tools.browser import LAUNCH_FLAGS, find_browser
from tools.shots_scenes import DIALOGS, PORTAL_SCENES, SCENES, make_scenes
from tools.small_png import palette_png

ROOT = Path(__file__).parent.parent
OUT = ROOT / "shots"
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SCREENS = {
    "signin": "/accounts/login/",
    "desk": "/desk/?view=all",
    "ticket": "/desk/tickets/{ticket}/?view=all",
    "tickets": "/desk/tickets/?view=all",
    "new": "/desk/tickets/new/",
    "views": "/desk/views/all/",
    "search": "/desk/search/?q={word}",
    "customers": "/desk/customers/",
    "organisation": "/desk/customers/{organisation}/",
    "contact": "/desk/contacts/{contact}/",
    "customer-people": "/desk/customers/{organisation}/people/",
    "customer-timeline": "/desk/customers/{organisation}/timeline/",
    "customer-notes": "/desk/customers/{organisation}/notes/",
    "customer-merge": "/desk/customers/{organisation}/merge/?other={twin}",
    "duplicates": "/desk/customers/duplicates/",
    "exports": "/desk/exports/?source=organisations",
    "privacy": "/setup/privacy/",
    "privacy-request": "/setup/privacy/1/",
    "products": "/desk/products/",
    "people": "/setup/people/",
    "teams": "/setup/teams/",
    "mailboxes": "/setup/mailboxes/",
    "mail": "/setup/mail/",
    "calendars": "/setup/calendars/",
    "quick-replies": "/setup/quick-replies/",
    "targets": "/setup/targets/",
    "imports": "/setup/imports/",
    "import-new": "/setup/imports/new/contacts/",
    "desk-imports": "/setup/imports/desks/",
    "customer-new": "/desk/customers/new/",
    "customer-edit": "/desk/customers/{organisation}/edit/",
    "contact-edit": "/desk/contacts/{contact}/edit/",
    "merge": "/desk/tickets/{ticket}/merge/",
    "product": "/desk/products/1/",
    "product-edit": "/desk/products/1/edit/",
    "person": "/setup/people/2/",
    "invite": "/setup/people/new/",
    "team": "/setup/teams/1/",
    "mailbox": "/setup/mailboxes/1/",
    "mailbox-new": "/setup/mailboxes/new/",
    "quarantine": "/setup/mail/?state=quarantined",
    "mail-out": "/setup/mail/out/",
    "mail-wording": "/setup/templates/",
    "calendar": "/setup/calendars/1/",
    "calendar-new": "/setup/calendars/new/",
    "quick-reply-new": "/setup/quick-replies/new/",
    "fields": "/setup/fields/",
    "field-new": "/setup/fields/new/",
    "request": "/setup/requests/1/",
    "answers": "/setup/public-answers/",
    "brand": "/setup/portal/1/",
    "portal-sign-in-setup": "/setup/portal-sign-in/",
    "api-tokens": "/setup/api/",
    "sessions": "/me/sessions/",
    "notification-kinds": "/me/notifications/kinds/",
    "password": "/accounts/password/change/",
    "two-factor": "/accounts/2fa/",
    "passkeys": "/accounts/2fa/webauthn/",
    "search-empty": "/desk/search/?q=zzxxqq",
    "not-found": "/desk/nothing/",
    "states": "/setup/states/",
    "audit": "/setup/audit/",
    "work": "/setup/work/",
    "webhooks": "/setup/webhooks/",
    "webhook-new": "/setup/webhooks/new/",
    "requests": "/setup/requests/",
    "portal-setup": "/setup/portal/",
    "tokens": "/me/tokens/",
    "me": "/me/",
    "notifications": "/me/notifications/",
    "gallery": "/gallery/",
}
PORTAL_SIGN_IN = "/portal/sign-in/"
PORTAL_COOKIE = "qiao_portal"
# what a customer sees, signed in as who asked the ticket of "ticket"
PORTAL = {
    "portal": "/portal/",
    "portal-tickets": "/portal/tickets/",
    "portal-ticket": "/portal/tickets/{ticket}/",
    "portal-new": "/portal/new/",
    "portal-me": "/portal/me/",
}
# what opens over a page: its address, and what is pressed there one after the other (a key, or a thing to click)
MOMENTS = {
    "palette": ("/desk/", ("Control+k",)),
    "shortcuts": ("/desk/tickets/{ticket}/?view=all", ("?",)),
    "bell": ("/desk/", (".bell, .tabbar button",)),
    "ticket-menu": ("/desk/tickets/{ticket}/?view=all", ("[data-menu=ticket-more]",)),
    "view-edit": ("/desk/views/all/", ("[hx-get^='/desk/views/1/']",)),
    "merge-dialog": ("/desk/tickets/{ticket}/?view=all", ("m",)),
    "bulk-bar": ("/desk/tickets/?view=all", ("tr:nth-child(2) [data-check]", "tr:nth-child(3) [data-check]")),
}
BEGIN_SESSION = """
from pathlib import Path
from qiao.customers.models import Contact
from qiao.customers.services.portal_sessions import Visitor, begin_session
visitor = Visitor(address="127.0.0.1", user_agent="pictures")
Path({path!r}).write_text(begin_session(Contact.objects.get(pk={contact}), method="code", visitor=visitor))
"""
# the pictures of the README: name, language, theme, address
PICTURES = (
    ("desk-en-light", "en", "light", "/desk/tickets/{ticket}/?view=team"),
    ("tickets-zh-light", "zh-hans", "light", "/desk/tickets/?view=team"),
    ("desk-zh-dark", "zh-hans", "dark", "/desk/tickets/{ticket}/?view=team"),
)
_TAKE_APART = """async (source) => {
  const image = new Image(); image.src = source; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""
DEMO_PASSWORD = "bridge-demo-2026"  # no secret: `make demo` prints it
WORDS = {"en": "scheduler", "zh-hans": "调度"}


def main(only: list[str]) -> None:
    """Take all pictures, or those of the named screens, or `readme`: the three of the README."""
    browser_path = find_browser()
    if browser_path is None:
        sys.exit("make shots needs Chromium (Debian: apt-get install chromium fonts-noto-cjk).")
    folder = ROOT / ".qiao-shots" / "data"
    folder.parent.mkdir(exist_ok=True)
    with House(folder, with_demo=True) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=LAUNCH_FLAGS)
        if only == ["readme"]:
            _take_for_readme(browser, house)
            return
        page = browser.new_page()
        sign_in(page, f"http://127.0.0.1:{house.web_port}", "en")
        made = make_scenes(page, house)
        page.close()
        for language in WORDS:
            facts = _facts(house, language) | made
            for theme in ("light", "dark"):
                for size in SIZES:
                    _take(browser, house, language, theme, size, facts, only)
                    _take_portal(browser, house, language, theme, size, facts, only)
        browser.close()


def _facts(house: House, language: str) -> dict[str, object]:
    ticket = house.query(
        "SELECT t.number, t.organisation_id, t.requester_id FROM tickets_ticket t WHERE t.language = %s AND t.state = 'open'"
        " AND t.organisation_id IS NOT NULL ORDER BY t.message_count DESC, t.id DESC LIMIT 1",
        language,
    )[0]
    twin = house.query("SELECT max(id) FROM customers_organisation WHERE language = %s", language)[0][0]
    return {"twin": twin, "ticket": ticket[0], "organisation": ticket[1], "contact": ticket[2], "word": WORDS[language]}


def _take_for_readme(browser: Browser, house: House) -> None:
    base = f"http://127.0.0.1:{house.web_port}"
    for name, language, theme, address in PICTURES:
        context = browser.new_context(viewport=SIZES["desktop"], timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
        page = context.new_page()
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        sign_in(page, base, language)
        page.goto(base + address.format(**_facts(house, language)))
        page.wait_for_load_state("networkidle")
        (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(_smaller(page.screenshot(), context.new_page()))
        context.close()


def _smaller(png: bytes, page: Page) -> bytes:
    """The same picture with a palette; the browser takes it apart."""
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    width, height, pixels = page.evaluate(_TAKE_APART, source)
    return palette_png(width, height, base64.b64decode(pixels))


def _take(
    browser: Browser, house: House, language: str, theme: str, size: str, facts: dict[str, object], only: list[str]
) -> None:
    context = _browser_of_somebody(browser, language, size)
    page = context.new_page()
    base = f"http://127.0.0.1:{house.web_port}"
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    _picture(page, f"{base}{SCREENS['signin']}", language, theme, size, "signin", only)
    sign_in(page, base, language)
    for name, address in (SCREENS | SCENES).items():
        if name != "signin":
            _picture(page, base + address.format(**facts), language, theme, size, name, only)
    for name, (address, presses) in (MOMENTS | DIALOGS).items():
        _picture(page, base + address.format(**facts), language, theme, size, name, only, presses)
    context.close()


def sign_in(page: Page, base: str, language: str) -> None:
    """As the demo's administrator, in the wanted language."""
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", "mei@qiao.example")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("form[action*=login] button.btn--xl")
    page.wait_for_url("**/desk/**")
    if (page.locator("html").get_attribute("lang") == "en") != (language == "en"):
        page.request.post(
            f"{base}/language/",
            form={
                "next": "/desk/",
                "csrfmiddlewaretoken": page.locator("meta[name=csrf-token]").get_attribute("content") or "",
            },
            headers={"Referer": f"{base}/desk/"},
        )


def _browser_of_somebody(browser: Browser, language: str, size: str) -> BrowserContext:
    return browser.new_context(
        viewport=SIZES[size],  # type: ignore[arg-type]
        locale="zh-CN" if language != "en" else "en-GB", timezone_id="Asia/Shanghai", has_touch=size == "phone",
    )  # fmt: skip


def _take_portal(
    browser: Browser, house: House, language: str, theme: str, size: str, facts: dict[str, object], only: list[str]
) -> None:
    context = _browser_of_somebody(browser, language, size)
    page = context.new_page()
    base = f"http://127.0.0.1:{house.web_port}"
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    _picture(page, base + PORTAL_SIGN_IN, language, theme, size, "portal-sign-in", only)
    token = house.folder / "portal-session"
    house.run(BEGIN_SESSION.format(path=str(token), contact=facts["contact"]))
    context.add_cookies([{"name": PORTAL_COOKIE, "value": token.read_text(), "url": f"{base}/portal/"}])
    for name, address in (PORTAL | PORTAL_SCENES).items():
        _picture(page, base + address.format(**facts), language, theme, size, name, only)
    context.close()


def _picture(
    page: Page, address: str, language: str, theme: str, size: str, name: str, only: list[str],
    presses: tuple[str, ...] = (),
) -> None:  # fmt: skip
    if only and name not in only:
        return
    target = OUT / name / f"{language}-{theme}-{size}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.goto(address)
    page.wait_for_load_state("load")
    page.wait_for_timeout(250)
    for press in presses:
        _press(page, press)
    page.screenshot(path=str(target))
    print(target.relative_to(ROOT), flush=True)


def _press(page: Page, what: str) -> None:
    shown = page.locator(what.removesuffix("?") or "body").locator("visible=true").first
    if len(what) == 1 or what.startswith("Control+"):
        page.keyboard.press(what)
    elif not what.endswith("?") or shown.is_visible():
        shown.click()
    page.wait_for_timeout(400)


if __name__ == "__main__":
    main(sys.argv[1:])
