"""An administrator imports 5,000 customers with errors, mends them, and imports the rest."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE_MS, Desk
from tests.journeys.test_journeys import grave_violations

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS * 3)
ROWS, WRONG = 5_000, 25
HEADERS = {
    "en": ["Customer number", "Company", "Tier", "Mail domains"],
    "zh-hans": ["\u5ba2\u6237\u7f16\u53f7", "\u5ba2\u6237\u540d\u79f0", "\u7b49\u7ea7", "\u90ae\u7bb1\u57df\u540d"],
}
TIERS = {"en": "Key", "zh-hans": "\u91cd\u70b9"}


def table(desk: Desk) -> list[list[str]]:
    """Every two hundredth row has a tier that nobody knows."""
    rows = [
        [f"{desk.run}-{at}", f"Customer {desk.run} {at}", "??" if at % 200 == 7 else TIERS[desk.language],
         f"c{at}.{desk.run}.example"]
        for at in range(ROWS)
    ]  # fmt: skip
    return [HEADERS[desk.language], *rows]


def written(rows: list[list[str]], path: Path, encoding: str) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def count(desk: Desk, what: str) -> int:
    return int(desk.page.locator(f"[data-count={what}]").inner_text())


def upload(desk: Desk, path: Path) -> None:
    desk.page.set_input_files("input[type=file]", str(path))
    desk.page.locator("form[enctype] .btn--primary").click()
    expect(desk.page.locator("select[name=column]").first).to_be_visible()


def test_five_thousand_customers_with_errors_are_imported_and_mended(desk: Desk, tmp_path: Path):
    encoding = "gb18030" if desk.language != "en" else "utf-8"
    desk.goto("/setup/imports/")
    desk.page.locator("a[href$='/new/organisations/']").click()
    upload(desk, written(table(desk), tmp_path / "customers.csv", encoding))
    chosen = [select.input_value() for select in desk.page.locator("select[name=column]").all()]
    assert chosen == ["external_key", "name", "tier", "domains"]
    assert not grave_violations(desk)
    desk.page.locator("form[action$='/check/'] .btn--primary").click()
    expect(desk.page.locator("form[action$='/run/']")).to_be_visible()
    assert (count(desk, "created"), count(desk, "refused")) == (ROWS - WRONG, WRONG)
    assert not grave_violations(desk)
    desk.page.locator("form[action$='/run/'] button").click()
    expect(desk.page.locator("form[action$='/undo/']")).to_be_visible()
    mended(desk, tmp_path, encoding)
    held = desk.house.query("SELECT count(*) FROM customers_organisation WHERE external_key LIKE %s", f"{desk.run}-%")
    assert held[0][0] == ROWS
    assert not desk.problems


def mended(desk: Desk, tmp_path: Path, encoding: str) -> None:
    with desk.page.expect_download() as download:
        desk.page.locator("a[href$='/refused/']").click()
    text = Path(download.value.path()).read_bytes().decode(encoding if encoding != "utf-8" else "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == WRONG + 1
    assert "??" in rows[1][-1]
    for row in rows[1:]:
        row[2] = TIERS[desk.language]
    desk.page.locator("a[href*='?mends=']").click()
    upload(desk, written(rows, tmp_path / "mended.csv", encoding))
    desk.page.locator("form[action$='/check/'] .btn--primary").click()
    expect(desk.page.locator("form[action$='/run/']")).to_be_visible()
    assert (count(desk, "created"), count(desk, "refused")) == (WRONG, 0)
    desk.page.locator("form[action$='/run/'] button").click()
    expect(desk.page.locator("form[action$='/undo/']")).to_be_visible()
