"""The desk under the hand of somebody quick: keys before a ticket is there, acts on tickets no list shows, news."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import PATIENCE_MS, Desk
from tests.journeys.test_journeys import number_of, row

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


def test_a_key_pressed_while_a_ticket_is_on_its_way_is_meant_for_that_ticket(desk: Desk):
    first, second = f"First bulk {desk.run}", f"Second bulk {desk.run}"
    desk.goto(f"/desk/tickets/{number_of(desk, first)}/?view=all")
    if desk.size == "phone":
        desk.page.click("#thread [data-pane-go='list']")
    number = number_of(desk, second)
    held: list[Route] = []
    desk.page.route(re.compile(rf"/desk/tickets/{number}/\?"), lambda route: held.append(route))
    row(desk, second).click()
    desk.page.keyboard.press("s")
    expect(desk.page.locator("#state-menu")).to_be_hidden()
    assert len(held) == 1, "the ticket was not asked for"
    held[0].continue_()
    expect(desk.page.locator("#thread")).to_have_attribute("data-number", str(number))
    expect(desk.page.locator("#state-menu")).to_be_visible()


def test_an_act_on_a_ticket_that_the_list_does_not_show_raises_no_error(desk: Desk):
    number = number_of(desk, f"First bulk {desk.run}")
    desk.page.add_init_script(
        "window.strays = []; document.addEventListener('htmx:oobErrorNoTarget', (event) => window.strays.push(event.detail.content?.id ?? ''))"
    )
    desk.goto(f"/desk/tickets/{number}/?view=spam")
    expect(desk.page.locator(".ticket-row")).to_have_count(0)
    star = desk.page.locator("#thread form[action*='/follow/'] button[aria-pressed]")
    if desk.size == "desktop":
        before = star.get_attribute("aria-pressed")
        star.click()
        expect(star).not_to_have_attribute("aria-pressed", before or "")
        star.click()
        expect(star).to_have_attribute("aria-pressed", before or "")
    assert desk.page.evaluate("window.strays") == []


def test_the_context_pane_shows_what_a_colleague_changed(desk: Desk):
    subject = f"First bulk {desk.run}"
    number, tag = number_of(desk, subject), f"seen-{desk.run}"
    desk.goto(f"/desk/tickets/{number}/?view=all")
    desk.page.evaluate("document.querySelector('[aria-controls=aside-facts]').click()")
    desk.house.run(
        "from qiao.tickets.public import add_tags, ticket_id_of; from qiao.tickets.testing import SYSTEM;"
        f"add_tags(ticket_id_of({number}), ['{tag}'], by=SYSTEM)"
    )
    expect(desk.page.locator("#aside-facts .tag", has_text=tag)).to_have_count(1)
    assert desk.page.locator("#aside-facts").get_attribute("hidden") is None, "the chosen tab was lost"


def test_a_draft_is_whole_after_the_page_is_loaded_again(desk: Desk):
    desk.goto(f"/desk/tickets/{number_of(desk, f'First bulk {desk.run}')}/?view=all")
    composer = desk.page.locator("#composer")
    composer.locator("[name=markdown]").fill("Only half a")
    composer.locator(".composer__to summary").click()
    composer.locator("[name=cc]").fill("bo@acme.ex")
    composer.locator("[name=language]").select_option("zh-hans" if desk.language == "en" else "en")
    language = composer.locator("[name=language]").input_value()
    composer.locator("label", has=desk.page.locator("#kind-note")).click()
    composer.locator("[name=markdown]").fill("Ask the developers")
    with desk.page.expect_response(re.compile("/draft/")) as saved:
        composer.locator("[name=markdown]").press("End")
    assert saved.value.status == 200
    desk.page.reload()
    expect(composer.locator("[name=markdown]")).to_have_value("Only half a")
    expect(composer.locator("[name=cc]")).to_have_value("bo@acme.ex")
    expect(composer.locator("[name=language]")).to_have_value(language)
    composer.locator("label", has=desk.page.locator("#kind-note")).click()
    expect(composer.locator("[name=markdown]")).to_have_value("Ask the developers")


def test_an_inserted_quick_reply_is_counted(desk: Desk):
    name = f"Logs {desk.run}"
    desk.house.run(
        "from qiao.tickets.models import QuickReply; from qiao.kernel.i18n import Bilingual;"
        f"QuickReply.objects.create(name='{name}', body=Bilingual('Please send logs.', ''))"
    )
    desk.goto(f"/desk/tickets/{number_of(desk, f'Second bulk {desk.run}')}/?view=all")
    text = desk.page.locator("#composer-text")
    text.press_sequentially(f"/{name.split()[0]}")
    with desk.page.expect_response(re.compile("/used/")) as counted:
        desk.page.locator(".choices [role=option]", has_text=name).click()
    assert counted.value.status == 204
    expect(text).to_have_value("Please send logs.")
