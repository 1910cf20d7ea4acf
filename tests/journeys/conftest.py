"""One running house, one browser, and a desk in every language and size."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from qiao.staff.testing import PASSWORD
from tests.faults.house import House, free_port
from tests.journeys.seed import PEOPLE
from tools.browser import LAUNCH_FLAGS, find_browser

SHOTS = Path(__file__).parents[2] / "shots" / "failed"
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
RUNS = [f"{language}-{size}" for language in PEOPLE for size in SIZES]
PATIENCE_MS = 20_000


@dataclass
class Sink:
    """The customer's mail server; keeps what it is given."""

    port: int = field(default_factory=free_port)
    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


@dataclass
class Desk:
    """A browser window of one person; `problems` collects what must never happen on any page."""

    page: Page
    house: House
    language: str
    size: str
    problems: list[str] = field(default_factory=list)

    @property
    def run(self) -> str:
        return f"{self.language}-{self.size}"

    def goto(self, path: str) -> None:
        self.page.goto(f"http://127.0.0.1:{self.house.web_port}{path}")

    def watch(self) -> None:
        """Errors of scripts, refusals of the content security policy, answers of a broken server, dialogs."""
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("response", self._note_response)
        self.page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.problems.append(f"{message.text} at {self.page.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        if os.environ.get("QIAO_NEEDS_BROWSER"):
            pytest.fail("QIAO_NEEDS_BROWSER is set and there is no Chromium here.")
        pytest.skip("No Chromium here: the browser journeys are left out.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture(scope="session")
def house(browser: Browser, sink: Sink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """After `browser`: without one no house is started for nothing."""
    outward = {"QIAO_SMTP_HOST": "127.0.0.1", "QIAO_SMTP_PORT": str(sink.port), "QIAO_SMTP_SECURITY": "plain"}
    with House(tmp_path_factory.mktemp("house") / "data", extra_environment=outward) as house:
        house.run(f"from tests.journeys.seed import plant; plant({RUNS!r})")
        yield house


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """Who has signed in, by language: signing in is one journey, the others begin at the desk."""
    return {}


@pytest.fixture(params=RUNS)
def run(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stranger(browser: Browser, house: House, run: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A window in which nobody has signed in."""
    yield from _window(browser, house, run, request, None)


@pytest.fixture
def desk(
    browser: Browser, house: House, run: str, request: pytest.FixtureRequest, cookies: dict[str, Any]
) -> Iterator[Desk]:
    """A window of somebody who has signed in."""
    language = run.rpartition("-")[0]
    for desk in _window(browser, house, run, request, cookies.get(language)):
        if language not in cookies:
            sign_in(desk)
            cookies[language] = desk.page.context.storage_state()
        yield desk


def sign_in(desk: Desk) -> None:
    """By the form, with address and password."""
    desk.goto("/accounts/login/")
    desk.page.fill("input[name=login]", PEOPLE[desk.language])
    desk.page.fill("input[name=password]", PASSWORD)
    desk.page.press("input[name=password]", "Enter")
    desk.page.wait_for_url("**/desk/**")


def _window(browser: Browser, house: House, run: str, request: pytest.FixtureRequest, state: Any) -> Iterator[Desk]:
    language, _, size = run.rpartition("-")
    context = browser.new_context(
        viewport=SIZES[size], locale="zh-CN" if language != "en" else "en-GB",  # type: ignore[arg-type]
        timezone_id="Asia/Shanghai", has_touch=size == "phone", reduced_motion="reduce", storage_state=state,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    desk = Desk(context.new_page(), house, language, size)
    desk.watch()
    yield desk
    if request.node.stash.get(FAILED, False):
        SHOTS.mkdir(parents=True, exist_ok=True)
        desk.page.screenshot(path=SHOTS / f"{request.node.name}.png")
    context.close()
    assert not desk.problems


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
