"""Choosing by keyboard, taking back, pasting a picture, and keys that belong to an input method."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_journeys import grave_violations, number_of, state_of

pytestmark = pytest.mark.browser

DESKTOPS = ["en-desktop", "zh-hans-desktop"]
PASTE = """(area) => {
  const bytes = Uint8Array.from(atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  ), (one) => one.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "screen.png", { type: "image/png" }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("run", DESKTOPS)
def test_a_ticket_to_merge_is_found_and_chosen_with_the_keys_alone(desk: Desk):
    first, second = f"First merge {desk.run}", f"Second merge {desk.run}"
    desk.goto(f"/desk/tickets/{number_of(desk, first)}/?view=all")
    desk.page.keyboard.press("m")
    dialog = desk.page.locator("#dialogs dialog")
    expect(dialog.locator(".combo__input")).to_be_focused()
    desk.page.keyboard.type(str(number_of(desk, second)))
    option = dialog.locator("[role=option]")
    expect(option).to_contain_text(second)
    expect(option).to_contain_text(f"merge {desk.run}")  # the customer
    desk.page.keyboard.press("Enter")
    expect(dialog.locator(".merge-preview li").first).to_be_visible()
    assert not grave_violations(desk)
    desk.page.keyboard.press("Control+Enter")
    stub = desk.page.locator(".msg--stub", has_text=second)
    expect(stub).to_be_visible()
    stub.locator("form[action*='/unmerge/'] button").click()
    expect(stub).to_have_count(0)
    assert state_of(desk, second) != "merged"


def test_a_deleted_view_comes_back_from_the_toast(desk: Desk):
    name = f"Kept {desk.run}"
    desk.goto("/desk/views/?view=all&priority=urgent")
    desk.page.fill("input[name=name]", name)
    desk.page.locator("form[action*='/desk/views/'] .btn--primary").click()
    desk.page.wait_for_url("**view=saved-*")
    desk.goto("/desk/views/all/")
    line = desk.page.locator(".view-line", has=desk.page.locator(f"input[value='{name}']"))
    line.locator("button[value=delete]").click()
    expect(line).to_have_count(0)
    assert not grave_violations(desk)
    desk.page.locator(".toast form[action*='/restore/'] button").click()
    expect(line).to_be_visible()


@pytest.mark.parametrize("run", ["en-desktop"])
def test_a_pasted_picture_is_seen_before_anything_is_saved(desk: Desk):
    desk.goto(f"/desk/tickets/{number_of(desk, f'First bulk {desk.run}')}/?view=all")
    desk.page.locator("#composer-text").evaluate(PASTE)
    picture = desk.page.locator("[data-files] .file__picture")
    expect(picture).to_be_visible()
    desk.page.click("[data-tool=preview]")
    shown = desk.page.locator(".editor-preview .shot img")
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.naturalWidth") == 1
    desk.page.click("[data-tool=preview]")
    desk.page.locator("[data-files] [data-remove]").click()
    expect(picture).to_have_count(0)


@pytest.mark.parametrize("run", ["zh-hans-desktop"])
def test_keys_of_an_input_method_choose_send_and_close_nothing(desk: Desk):
    desk.goto(f"/desk/tickets/{number_of(desk, f'First merge {desk.run}')}/?view=all")
    desk.page.keyboard.press("m")
    dialog = desk.page.locator("#dialogs dialog")
    field = dialog.locator(".combo__input")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    expect(dialog.locator("[role=option]").first).to_be_visible()
    composing = (
        "(field, key) => field.dispatchEvent(new KeyboardEvent('keydown', {key, isComposing: true, bubbles: true}))"
    )
    field.evaluate(composing, "Enter")
    assert dialog.locator(".combo .tag").count() == 0, "Enter of the input method chose a ticket"
    field.evaluate("(field) => field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}))")
    dialog.evaluate("(dialog) => dialog.dispatchEvent(new Event('cancel', {cancelable: true})) || dialog.focus()")
    field.evaluate(composing, "Escape")
    assert dialog.is_visible(), "Escape of the input method closed the dialog"
    assert dialog.locator(".combo .tag").count() == 0, "Enter of the input method chose a ticket"
    field.evaluate("(field) => field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
