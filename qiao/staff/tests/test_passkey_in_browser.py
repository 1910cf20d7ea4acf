"""A real Chromium with a virtual authenticator: add a passkey, sign out, come back without a password."""

import pytest
from playwright.sync_api import sync_playwright

from qiao.staff.testing import PASSWORD, make_person
from tools.browser import find_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium here"),
]


@pytest.fixture(autouse=True)
def _playwright_runs_a_loop(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def test_a_passkey_replaces_the_password(live_server):
    make_person("Lin", email="lin@qiao.example")
    address = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(locale="en-GB")
        problems: list[str] = []
        page.on("console", lambda line: problems.append(line.text) if "Content Security" in line.text else None)
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

        page.goto(f"{address}/accounts/login/?next=/accounts/2fa/webauthn/add/")
        page.get_by_label("Work email").fill("lin@qiao.example")
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        assert page.get_by_label("Sign in with it alone").is_checked(), "a passkey replaces the password"
        page.get_by_role("button", name="Add passkey").click()
        page.wait_for_url("**/2fa/**codes/**")
        page.goto(f"{address}/accounts/2fa/webauthn/")
        assert page.get_by_text("without password").is_visible()

        page.context.clear_cookies()
        page.goto(f"{address}/accounts/login/?next=/me/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/me/")
        assert page.locator("input[name=name]").input_value() == "Lin"
        assert problems == []
        browser.close()
