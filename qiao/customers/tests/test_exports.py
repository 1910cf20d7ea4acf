"""Lists as files: what a list shows, in every encoding, harmless in spreadsheets, for those who may."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qiao.customers import services
from qiao.customers.models import Export
from qiao.customers.services import exporting, privacy, tables
from qiao.customers.services.everything import exported_models
from qiao.customers.services.exporting import destroy_old_exports
from qiao.customers.services.privacy.erasing import erase_person
from qiao.customers.testing import make_contact, make_contract, make_deployment, make_organisation
from qiao.kernel import files
from qiao.kernel.audit import entries_for
from qiao.kernel.errors import NotAllowed
from qiao.kernel.tables.writing import harmless
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db
HAN = "\u6ca7\u6f9c\u6e2f\u52a1"


def made(browser, source="organisations", format_="csv", query=""):
    browser.post(reverse("customers:exports"), {"source": source, "format": format_, "query": query})
    run_jobs()
    return Export.objects.latest("pk")


def rows_of(export, encoding="utf-8"):
    return list(csv.reader(io.StringIO(files.read(export.file).decode(encoding), newline="")))


@pytest.mark.parametrize(
    ("format_", "encoding"), [("csv", "utf-8"), ("csv-bom", "utf-8-sig"), ("csv-gb18030", "gb18030")]
)
def test_a_list_comes_in_every_encoding(format_, encoding, lin, client_of):
    make_organisation(HAN, domains=("port.example",))
    export = made(client_of(lin), format_=format_)
    assert (export.state, export.done) == ("ready", 1)
    assert rows_of(export, encoding)[1][0] == HAN
    assert files.read(export.file).startswith(b"\xef\xbb\xbf") == (format_ == "csv-bom")


@pytest.mark.parametrize("source", ["organisations", "contacts", "contracts", "deployments"])
def test_each_list_holds_what_the_filter_lets_through_and_no_more(source, lin, client_of):
    for name, tier in (("Wanted", "key"), ("Other", "normal")):
        organisation = make_organisation(name, tier=tier)
        make_contact(f"Contact of {name}", organisation=organisation)
        make_contract(organisation, number=f"HT-{name}")
        make_deployment(organisation, make_product(), name=f"box-{name}")
    rows = rows_of(made(client_of(lin), source, query="tier=key"))
    assert len(rows) == 2
    assert "Wanted" in " ".join(rows[1])
    assert len({len(row) for row in rows}) == 1


def test_more_rows_than_a_batch_each_once(lin, client_of):
    names = {make_organisation(f"Firm {number}").name for number in range(1203)}
    rows = rows_of(made(client_of(lin)))
    assert len(rows) == 1204
    assert {row[0] for row in rows[1:]} == names


def test_a_workbook_holds_text_numbers_and_no_formula(lin, client_of):
    make_organisation("=HYPERLINK(1)", annual_revenue=12.5, notes="a\x0bb")
    export = made(client_of(lin), format_="xlsx")
    sheet = load_workbook(io.BytesIO(files.read(export.file))).active
    cells = list(sheet.iter_rows())[1]
    assert (cells[0].value, cells[0].data_type) == ("'=HYPERLINK(1)", "s")
    assert 12.5 in [cell.value for cell in cells]
    assert "ab" in [cell.value for cell in cells]


def test_a_workbook_goes_on_in_the_next_sheet(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS_OF_A_SHEET", 3)
    target = io.BytesIO()
    writer = tables.WorkbookWriter(target, "Customers")
    for row in (["head"], *([number] for number in range(5))):
        writer.row(row)
    writer.close()
    book = load_workbook(target)
    assert [[row[0].value for row in sheet.iter_rows()] for sheet in book] == [
        ["head", 0, 1], ["head", 2, 3], ["head", 4]
    ]  # fmt: skip


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text):
    shown = harmless(text)
    assert shown[:1] not in set("=+-@\t\r\n")
    assert shown.removeprefix("'") == text.removeprefix("'") or shown == f"'{text}"


def test_only_the_one_who_asked_gets_the_file_and_only_for_a_week(lin, mei, client_of):
    export = made(client_of(lin))
    link = client_of(lin).get(reverse("customers:export_file", args=[export.pk])).headers["Location"]
    assert client_of(lin).get(link).status_code == 200
    assert client_of(mei).get(link).status_code == 404
    assert client_of(mei).get(reverse("customers:export_file", args=[export.pk])).status_code == 404
    assert [entry.verb for entry in entries_for("customers.export", export.pk)] == ["export.requested", "export.made"]
    assert destroy_old_exports() == 0
    Export.objects.update(file_until=timezone.now() - timedelta(minutes=1))
    assert destroy_old_exports() == 1
    export.refresh_from_db()
    assert (export.state, export.file) == ("gone", None)
    assert client_of(lin).get(link).status_code == 404


def test_who_may_not_see_a_list_may_not_export_it(eve, lin, client_of):
    answer = client_of(eve).post(reverse("customers:exports"), {"source": "organisations", "format": "csv"})
    assert answer.status_code in {302, 403}
    assert client_of(eve).get(reverse("customers:exports"), {"source": "organisations"}).status_code == 403
    for source in ("organisations", "everything"):
        with pytest.raises(NotAllowed):
            services.request_export(
                source, "", "jsonl" if source == "everything" else "csv", eve, language="en", time_zone="UTC",
                by=eve.actor,
            )  # fmt: skip
    assert client_of(lin).post(reverse("customers:exports"), {"source": "everything"}).status_code in {302, 403}
    assert not Export.objects.exists()


def test_an_export_can_be_cancelled_and_three_at_once_are_enough(lin, client_of):
    browser = client_of(lin)
    for _ in range(4):
        browser.post(reverse("customers:exports"), {"source": "organisations", "format": "csv"})
    assert Export.objects.count() == 3
    first = Export.objects.earliest("pk")
    browser.post(reverse("customers:export_cancel", args=[first.pk]))
    run_jobs()
    assert sorted(Export.objects.values_list("state", flat=True)) == ["cancelled", "ready", "ready"]


def test_one_that_fails_says_so(lin, client_of, monkeypatch):
    def broken(*_given):
        raise OSError("no space left")

    monkeypatch.setattr("qiao.customers.services.exporting.writer_for", broken)
    browser = client_of(lin)
    browser.post(reverse("customers:exports"), {"source": "organisations", "format": "csv"})
    with pytest.raises(OSError, match="no space"):
        run_jobs()
    assert Export.objects.get().state == "failed"


def test_everything_goes_along_except_secrets(mei, acme, ada, client_of):
    stored = files.store(b"kept bytes", name="a.txt")
    acme.files.create(file=stored, name="a.txt", content_type="text/plain", size=10)
    export = made(client_of(mei), "everything")
    assert export.state == "ready"
    with zipfile.ZipFile(io.BytesIO(files.read(export.file))) as archive:
        assert archive.read(f"files/{stored.sha256}") == b"kept bytes"
        people = [json.loads(line) for line in archive.read("data/staff.person.jsonl").splitlines()]
        contacts = [json.loads(line) for line in archive.read("data/customers.contact.jsonl").splitlines()]
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("data/"))
        listed = json.loads(archive.read("about.json"))["tables"]
    assert "password" not in people[0]
    assert mei.password.encode() not in everything
    assert contacts[0]["name"] == "Ada Byron"
    assert "customers.contact" in listed
    assert {model._meta.label_lower for model in exported_models()} == set(listed)
    assert make_person(roles=("lead",)).may("data.export") is False


def test_erasing_somebody_stops_exports_under_way(lin, mei, client_of, monkeypatch):
    contact = make_contact("Zoe Quartz", organisation=make_organisation("Acme"))
    request = privacy.receive_request(contact.pk, kind="erasure", law="gdpr", by=mei.actor)
    privacy.start_verifying(request.pk, by=mei.actor)
    privacy.take_up(request.pk, how="Called", by=mei.actor)
    privacy.start_preview(request.pk, by=mei.actor)
    run_jobs()

    def erase_meanwhile(*arguments):
        erase_person(request_id=request.pk)
        return tables.writer_for(*arguments)

    monkeypatch.setattr(exporting, "writer_for", erase_meanwhile)
    export = made(client_of(lin), source="contacts")
    assert (export.state, export.file) == ("cancelled", None)
    request.refresh_from_db()
    assert request.state == "done"
    assert {one["code"]: one["number"] for one in request.report["findings"]}["customers.exports"] == 1
