"""What `make shots` needs beside the demo company: imports half done, a webhook nobody answers; and where it all is."""

from pathlib import Path

from playwright.sync_api import Page

from tests.faults.house import House

# pages that need one of the things made below, or another page of the demo
SCENES = {
    "import-columns": "/setup/imports/{import_columns}/",
    "import-check": "/setup/imports/{import_check}/",
    "import-done": "/setup/imports/{import_done}/",
    "desk-import": "/setup/imports/desks/new/zendesk/",
    "webhook": "/setup/webhooks/{webhook}/",
    "quarantined-mail": "/setup/mail/{quarantined}/",
    "mail-wording-edit": "/setup/templates/reply/en/0/",
    "calendar-new": "/setup/calendars/new/",
    "calendar-week": "/setup/calendars/2/",
    "question": "/setup/requests/1/questions/1/",
    "answer": "/setup/public-answers/1/",
    "issuer-new": "/setup/portal-sign-in/new/",
    "privacy-deadlines": "/setup/privacy/deadlines/",
    "version-new": "/desk/products/1/versions/new/",
    "component-new": "/desk/products/1/components/new/",
    "contract-new": "/desk/customers/{organisation}/contracts/new/",
    "deployment-new": "/desk/customers/{organisation}/deployments/new/",
    "contact-new": "/desk/customers/{organisation}/contacts/new/",
    "contact-merge": "/desk/contacts/{contact}/merge/",
    "contact-move": "/desk/contacts/{contact}/move/",
    "contact-timeline": "/desk/contacts/{contact}/timeline/",
    "contact-portal": "/desk/contacts/{contact}/portal/",
    "data-request-new": "/desk/contacts/{contact}/data-request/",
    "split": "/desk/tickets/{ticket}/split/",
    "history": "/desk/tickets/{ticket}/history/",
    "question-new": "/setup/requests/1/questions/new/",
    "request-new": "/setup/requests/new/",
    "quick-reply": "/setup/quick-replies/1/",
    "team-new": "/setup/teams/new/",
    "field": "/setup/fields/1/",
    "password-reset": "/accounts/password/reset/",
    "confirm-identity": "/accounts/2fa/totp/activate/",
}
# as MOMENTS of tools.shots: an address, and what is pressed there one after the other; `?` where it shows, as on a phone
ON_TICKET = "/desk/tickets/{ticket}/?view=all"
DIALOGS = {
    "snooze-dialog": (ON_TICKET, ("z",)),
    "assign-dialog": (ON_TICKET, ("a",)),
    "hand-over-dialog": (ON_TICKET, ("f",)),
    "fields-dialog": (ON_TICKET, ("e",)),
    "tags-dialog": (ON_TICKET, ("t",)),
    "state-menu": (ON_TICKET, ("s",)),
    "note": (ON_TICKET, ("n",)),
    "send-menu": (ON_TICKET, (".composer .split .btn:last-child",)),
    "recipients": (ON_TICKET, (".composer__to > summary",)),
    "context": (ON_TICKET, ("[data-pane-go=aside]?",)),
    "facts": (ON_TICKET, ("[data-pane-go=aside]?", "[aria-controls=aside-facts]")),
    "clock": (ON_TICKET, ("[data-pane-go=aside]?", ".clock__name")),
    "queues": ("/desk/?view=all", (".list [data-pane-go=rail]?",)),
    "bulk-more": ("/desk/tickets/?view=all", ("tr:nth-child(2) [data-check]", "[data-menu=bulk-more]")),
    "bulk-matching": (
        "/desk/tickets/?view=all",
        ("tr:nth-child(2) [data-check]", "[data-check-all]?"),
    ),
    "no-match": ("/desk/?view=all&q=zzxxqq&priority=urgent", ()),
    "no-match-table": ("/desk/tickets/?view=all&q=zzxxqq&priority=urgent", ()),
    "no-customer": ("/desk/customers/?q=zzxxqq", ()),
    "search-start": ("/desk/search/", ()),
    "merged": ("/desk/tickets/{merged}/?view=all", ()),
    "quick-reply-picker": (ON_TICKET, ("r", "Control+a", "/")),
    "mention-picker": (ON_TICKET, ("n", "Control+a", "@")),
    "filter-menu": ("/desk/tickets/?view=all", (".chip--add",)),
    "columns-menu": ("/desk/tickets/?view=all", ("[data-menu=column-menu]?",)),
}
PORTAL_SCENES = {
    "portal-form": "/portal/new/?type=1",
    "portal-ask": "/portal/ask/",
    "portal-people": "/portal/people/",
    "portal-found-nothing": "/portal/tickets/?q=zzxxqq",
    "portal-not-found": "/portal/nothing/",
    "portal-embedded": "/portal/embed/helm/",
}
_HEADINGS = "Customer number,Company,Tier,Mail domains"


def make_scenes(page: Page, house: House) -> dict[str, object]:
    """Make what the demo has not, signed in as the administrator; the numbers for the addresses above."""
    base = f"http://127.0.0.1:{house.web_port}"
    if not house.query("SELECT 1 FROM kernel_webhookendpoint"):
        _add_webhook(page, base)
        for steps in range(3):
            _import_customers(page, base, house.folder / "customers.csv", steps)
    files = [row[0] for row in house.query("SELECT id FROM kernel_tableimport ORDER BY id LIMIT 3")]
    return {
        **dict(zip(("import_columns", "import_check", "import_done"), files, strict=True)),
        "webhook": house.query("SELECT min(id) FROM kernel_webhookendpoint")[0][0],
        "merged": house.query("SELECT max(number) FROM tickets_ticket WHERE state = 'merged'")[0][0],
        "quarantined": house.query("SELECT min(id) FROM channels_rawmail WHERE state = 'quarantined'")[0][0],
    }


def _add_webhook(page: Page, base: str) -> None:
    page.goto(f"{base}/setup/webhooks/new/")
    page.fill("input[name=name]", "ERP")
    page.fill("input[name=url]", "https://8.8.8.8:9/hooks/qiao")
    for key in ("ticket.opened", "ticket.solved", "mail.failed"):
        page.check(f"input[value='{key}']")
    page.click("main .btn--primary")
    page.click("main a.btn--primary")
    page.click("form[action$='/test/'] button")
    page.wait_for_load_state("load")


def _import_customers(page: Page, base: str, file: Path, steps: int) -> None:
    """A table in which every fifth row has a tier nobody knows: read, then (1) checked, then (2) taken over."""
    rows = [
        f"S{steps}-{at},Kestrel Works {steps}{at},{'Platinum' if at % 5 == 2 else 'Key'},c{at}.s{steps}.example"
        for at in range(30)
    ]
    file.write_text("\n".join([_HEADINGS, *rows]), encoding="utf-8")
    page.goto(f"{base}/setup/imports/new/organisations/")
    page.set_input_files("input[type=file]", str(file))
    page.click("form[enctype] .btn--primary")
    page.wait_for_selector("select[name=column]")
    if steps:
        page.click("form[action$='/check/'] .btn--primary")
        page.wait_for_selector("form[action$='/run/']")
    if steps > 1:
        page.click("form[action$='/run/'] button")
        page.wait_for_selector("form[action$='/undo/']")
