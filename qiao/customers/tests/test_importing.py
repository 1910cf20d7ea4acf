"""Importing customers from tables, through the pages an administrator uses."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation
from qiao.customers.testing import make_contact, make_organisation
from qiao.kernel.files import open_file
from qiao.kernel.models import AuditEntry, ImportBatch, TableImport
from qiao.kernel.tables import running
from qiao.kernel.testing import run_jobs
from qiao.products.testing import make_product, make_version

pytestmark = pytest.mark.django_db

ORGANISATIONS = """客户编号,客户名称,等级,邮箱域名,客户经理,重点客户,年收入
C1,北京示例科技有限公司,战略,bjexample.cn,梅若清,是,"1,200,000"
C2,上海港口集团,重点,"shport.cn;mail.shport.cn",mei@qiao.example,否,
C3,甲乙丙公司,铂金,abc.example,,,
C4,丁公司,普通,163.com,,,
,无编号公司,普通,,nobody,,
C1,重复公司,普通,,,,
"""


def csv_file(text: str, encoding: str = "utf-8", name: str = "客户.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def upload(client, kind: str, file, **more) -> TableImport:
    response = client.post(f"/setup/imports/new/{kind}/", {"file": file, **more})
    assert response.status_code == 302, response.content.decode()[:2000]
    return TableImport.objects.latest("id")


def act(client, run: TableImport, what: str, **data) -> TableImport:
    response = client.post(f"/setup/imports/{run.pk}/{what}/", data)
    assert response.status_code == 302, response.content.decode()[:2000]
    run_jobs()
    run.refresh_from_db()
    return run


def imported(client, kind: str, file, **more) -> TableImport:
    run = act(client, upload(client, kind, file, **more), "check")
    return act(client, run, "run") if run.created + run.updated else run


def counts(run: TableImport) -> tuple[int, int, int, int]:
    return run.created, run.updated, run.unchanged, run.refused


def table(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_customers_are_checked_imported_and_known_again(client_of, mei, encoding):
    client = client_of(mei)
    run = upload(client, "organisations", csv_file(ORGANISATIONS, encoding))
    assert run.mapping == [
        "external_key", "name", "tier", "domains", "owner", "is_key_account", "annual_revenue",
    ]  # fmt: skip
    run = act(client, run, "check")
    assert (run.state, counts(run)) == ("checked", (2, 0, 0, 4))
    assert not Organisation.objects.exists()
    run = act(client, run, "run")
    assert (run.state, counts(run)) == ("done", (2, 0, 0, 4))
    one = Organisation.objects.get(external_key="C1")
    assert (one.name, one.tier, one.owner, one.is_key_account) == ("北京示例科技有限公司", "strategic", mei, True)
    assert (one.name_initials, str(one.annual_revenue)) == ("bjslkjyxgs", "1200000.00")
    assert set(Organisation.objects.get(external_key="C2").domains.values_list("domain", flat=True)) == {
        "shport.cn", "mail.shport.cn",
    }  # fmt: skip
    entry = AuditEntry.objects.get(object_type="customers.organisation", object_id=one.pk)
    assert (entry.verb, entry.actor_name, entry.cause) == ("organisation.created", mei.name, f"import:{run.pk}")
    again = imported(client, "organisations", csv_file(ORGANISATIONS, encoding))
    assert counts(again) == (0, 0, 2, 4)


def test_refused_rows_say_why_and_come_back_to_be_mended(client_of, mei):
    client = client_of(mei)
    run = act(client, upload(client, "organisations", csv_file(ORGANISATIONS, "gb18030")), "check")
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    for words in ("“铂金” is not known. Allowed: Strategic, Key, Standard.", "“163.com” cannot stand for one customer",
                  "“nobody” is no colleague", "“C1” already occurs in row 2."):  # fmt: skip
        assert words in page
    run = act(client, run, "run")
    response = client.get(f"/setup/imports/{run.pk}/refused/")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("gb18030"))))
    assert rows[0][-1] == "To be corrected"
    assert [row[0] for row in rows[1:]] == ["C3", "C4", "", "C1"]
    assert rows[1][-1].startswith("等级: “铂金” is not known.")
    rows[1][2], rows[2][3], rows[3][4], rows[4][0] = "重点", "dinggs.cn", "", "C5"
    mended = upload(client, "organisations", csv_file(table(rows), "gb18030"), mends=run.pk)
    assert mended.mends == run
    assert mended.mapping[-1] == ""
    mended = act(client, act(client, mended, "check"), "run")
    assert counts(mended) == (4, 0, 0, 0)
    assert Organisation.objects.count() == 6


def test_a_file_of_which_nothing_can_be_taken_promises_nothing(client_of, mei):
    client = client_of(mei)
    run = act(client, upload(client, "organisations", csv_file("Company,Tier\nAcme,Platinum\n")), "check")
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    assert counts(run) == (0, 0, 0, 1)
    assert "No row can be imported as it is." in page
    assert "You can import the others now" not in page


def test_sentences_are_in_the_readers_language(client_of, lin):
    lin.roles = ["administrator"]
    lin.save()
    client = client_of(lin)
    run = act(client, upload(client, "organisations", csv_file(ORGANISATIONS)), "check")
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    assert "可填：战略、重点、普通" in page or "可填" in page
    response = client.get(f"/setup/imports/{run.pk}/refused/")
    assert "需修改" in b"".join(response.streaming_content).decode("utf-8-sig")


def test_a_workbook_comes_back_as_a_workbook(client_of, mei):
    book = Workbook()
    for row in (["Customer number", "Company", "Tier"], ["C1", "Acme", "Key"], ["C2", "Bolt", "huge"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    client = client_of(mei)
    run = imported(client, "organisations", SimpleUploadedFile("a.xlsx", content.getvalue()))
    assert counts(run) == (1, 0, 0, 1)
    response = client.get(f"/setup/imports/{run.pk}/refused/")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[2]][:3] == ["C2", "Bolt", "huge"]
    assert "Allowed: Strategic, Key, Standard" in sheet[2][3].value


CONTACTS = """Name,Customer number,Email,Mobile,Phone,Job title,Notes
Ada Byron,C1,"ada@acme.example; a.byron@acme.example",138 0013 8000,,CTO,
Bo,,bo@mail.acme.example,,+44 20 7946 0001,,
Cy,C9,cy@acme.example,,,,
Dee,,ADA@ACME.example,,,,
Eve,,not-an-address,12,,,
Fay,,fay@gmail.com,,,,
"""


def test_contacts_come_with_all_their_addresses(client_of, mei):
    acme = make_organisation("Acme", external_key="C1", domains=("acme.example",))
    client = client_of(mei)
    run = imported(client, "contacts", csv_file(CONTACTS))
    assert counts(run) == (3, 0, 0, 3)
    ada = Contact.objects.get(name="Ada Byron")
    assert ada.organisation == acme
    points = {(point.kind, point.value_norm, point.is_primary) for point in ada.points.all()}
    assert points == {
        ("email", "ada@acme.example", True),
        ("email", "a.byron@acme.example", False), ("phone", "+8613800138000", True),
    }  # fmt: skip
    assert Contact.objects.get(name="Bo").organisation == acme
    assert Contact.objects.get(name="Fay").organisation is None
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    assert "“ada@acme.example” already occurs in row 2." in page
    assert "No customer is called “C9”" in page
    assert "“not-an-address” is not an address." in page
    assert "“12” is not a phone number." in page
    assert counts(imported(client, "contacts", csv_file(CONTACTS))) == (0, 0, 3, 3)


def test_a_known_contact_is_changed_and_keeps_what_the_file_does_not_say(client_of, mei, ada):
    file = "name,email,phone,job title\nAda King,ada@acme.example,+44 20 7946 0000,\n"
    ada.job_title = "CTO"
    ada.save()
    run = imported(client_of(mei), "contacts", csv_file(file))
    assert counts(run) == (0, 1, 0, 0)
    ada.refresh_from_db()
    assert (ada.name, ada.job_title, ada.points.count()) == ("Ada King", "CTO", 2)
    entry = AuditEntry.objects.get(object_type="customers.contact", verb="contact.changed")
    assert entry.data["name"] == ["Ada Byron", "Ada King"]


def test_two_contacts_are_not_made_one_by_a_row(client_of, mei, ada, bo):
    run = imported(client_of(mei), "contacts", csv_file("name,email 1,email 2\nAda,ada@acme.example,bo@acme.example\n"))
    assert counts(run) == (0, 0, 0, 1)
    assert ContactPoint.objects.count() == 2


def test_numbers_of_contacts_hold_when_addresses_change(client_of, mei):
    client = client_of(mei)
    first = imported(client, "contacts", csv_file("contact id,name,email\n7,Ada,old@acme.example\n"))
    second = imported(client, "contacts", csv_file("contact id,name,email\n7,Ada,new@acme.example\n"))
    assert (counts(first), counts(second)) == ((1, 0, 0, 0), (0, 1, 0, 0))
    assert Contact.objects.get().points.count() == 2


def test_contracts_and_installations(client_of, mei):
    acme = make_organisation("Acme", external_key="C1")
    harbour = make_product("Harbour", name_zh="港湾")
    version = make_version(harbour, "4.8.2")
    client = client_of(mei)
    contracts = (
        "合同编号,客户编号,产品,服务级别,服务时间,开始日期,到期日期\n"
        "HT-1,C1,港湾,金牌,7*24,2026-01-01,2026年12月31日\nHT-2,C1,,标准,5x8,2026-05-01,2026-04-01\n"
        "HT-3,C1,Mast,标准,5x8,2026-05-01,\nHT-4,C7,,标准,5x8,2026-05-01,\n"
    )
    run = imported(client, "contracts", csv_file(contracts))
    assert counts(run) == (1, 0, 0, 3)
    contract = Contract.objects.get()
    assert (contract.product, contract.level, contract.hours, contract.ends_on) == (
        harbour, "gold", "7x24", date(2026, 12, 31),
    )  # fmt: skip
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    assert "There is no product “Mast”. Allowed: Harbour." in page
    installations = "公司,产品,版本,环境,上线日期\nAcme,Harbour,v4.8.2,生产,2026/2/3\nAcme,Harbour,9.9,测试,\n"
    run = imported(client, "deployments", csv_file(installations))
    assert counts(run) == (1, 0, 0, 1)
    deployment = Deployment.objects.get()
    assert (deployment.organisation, deployment.version, deployment.source) == (acme, version, "import")
    assert "There is no version “9.9” of this product. Known: 4.8.2." in (
        client.get(f"/setup/imports/{run.pk}/").content.decode()
    )
    assert counts(imported(client, "deployments", csv_file(installations))) == (0, 0, 1, 1)


def many(count: int) -> str:
    return table([["customer id", "name"], *([f"C{at}", f"Customer {at}"] for at in range(count))])


def test_an_import_stops_between_batches_and_keeps_what_is_written(client_of, mei, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 10)
    client = client_of(mei)
    run = act(client, upload(client, "organisations", csv_file(many(35))), "check")
    client.post(f"/setup/imports/{run.pk}/run/")
    client.post(f"/setup/imports/{run.pk}/stop/")
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.done, Organisation.objects.count()) == ("cancelled", 0, 0)


def test_a_killed_import_goes_on_where_it_was(client_of, mei, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 10)
    client = client_of(mei)
    rows = [["customer id", "name"], *([f"C{at}", f"Customer {at}"] for at in range(30)), ["C3", "again"]]
    run = act(client, upload(client, "organisations", csv_file(table(rows))), "check")
    assert counts(run) == (30, 0, 0, 1)
    client.post(f"/setup/imports/{run.pk}/run/")
    write, calls = running._write_batch, []

    def die(*args):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(running, "_write_batch", die)
    with pytest.raises(KeyboardInterrupt):
        run_jobs()
    assert Organisation.objects.count() == 20
    running.work_on_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, counts(run), Organisation.objects.count()) == ("done", (30, 0, 0, 1), 30)
    assert ImportBatch.objects.filter(run=run, is_check=False).count() == 4


def test_undoing_removes_what_nobody_built_on(client_of, mei, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 10)
    client = client_of(mei)
    run = imported(client, "organisations", csv_file(many(25)))
    used = Organisation.objects.get(external_key="C3")
    make_contact("Ada", organisation=used)
    run = act(client, run, "undo")
    assert (run.state, run.removed, run.kept) == ("undone", 24, 1)
    assert list(Organisation.objects.all()) == [used]
    assert AuditEntry.objects.filter(verb="organisation.import_undone").count() == 24


PEOPLE = """name,customer number,customer,email
Ada,N1,New Works,ada@new.example
Bo,N1,New Works,bo@new.example
Cai,,Old Harbour,cai@old.example
Di,,Other Mill,di@mill.example
Eve,N9,,eve@nine.example
,N7,Nobody Ltd,
Fay,N1,New Works,ada@new.example
"""


def test_customers_named_by_contacts_are_refused_unless_they_are_to_be_added(client_of, mei):
    client = client_of(mei)
    old = make_organisation("Old Harbour", domains=())
    run = act(client, upload(client, "contacts", csv_file(PEOPLE)), "check")
    assert (counts(run), run.also_created) == ((1, 0, 0, 6), 0)
    assert 'data-count="also"' not in client.get(f"/setup/imports/{run.pk}/").content.decode()
    act(client, run, "columns")
    run = act(client, run, "check", also="make")
    assert (counts(run), run.also_created) == ((4, 0, 0, 3), 2)
    page = client.get(f"/setup/imports/{run.pk}/").content.decode()
    for words in ("Customers added", "No customer has the number “N9”, and a new one needs a name."):
        assert words in page
    assert Organisation.objects.count() == 1
    run = act(client, run, "run")
    assert (run.state, counts(run), run.also_created) == ("done", (4, 0, 0, 3), 2)
    made = Organisation.objects.get(external_key="N1")
    assert (made.name, made.name_initials) == ("New Works", "nw")
    assert set(made.contacts.values_list("name", flat=True)) == {"Ada", "Bo"}
    assert Contact.objects.get(name="Cai").organisation == old
    assert Contact.objects.get(name="Di").organisation.name == "Other Mill"
    assert not Organisation.objects.filter(name="Nobody Ltd").exists()
    entry = AuditEntry.objects.get(object_type="customers.organisation", object_id=made.pk)
    assert (entry.verb, entry.actor_name, entry.cause) == ("organisation.created", mei.name, f"import:{run.pk}")
    again = upload(client, "contacts", csv_file(PEOPLE))
    again = act(client, again, "check", also="make")
    assert (counts(again), again.also_created) == ((0, 0, 4, 3), 0)
    run = act(client, run, "undo")
    assert (run.state, run.removed, run.kept) == ("undone", 6, 0)
    assert list(Organisation.objects.all()) == [old]


def test_added_customers_are_counted_and_made_once_however_the_file_is_cut(client_of, mei, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 3)
    client = client_of(mei)
    known = make_contact("Kim", email="kim@x.example")
    rows = "".join(f"P{at},Works {at % 4},p{at}@x{at}.example\n" for at in range(20))
    run = upload(client, "contacts", csv_file(f"name,customer,email\nKim,Works 2,kim@x.example\n{rows}"))
    run = act(client, run, "check", also="make")
    assert (counts(run), run.also_created) == ((20, 1, 0, 0), 4)
    run = act(client, run, "run")
    assert (counts(run), run.also_created, Organisation.objects.count()) == ((20, 1, 0, 0), 4, 4)
    known.refresh_from_db()
    assert known.organisation == Organisation.objects.get(name="Works 2")
    assert Organisation.objects.get(name="Works 2").contacts.count() == 6
    moved = AuditEntry.objects.get(object_type="customers.contact", object_id=known.pk, verb="contact.changed")
    assert moved.data["organisation_id"] == [None, known.organisation_id]


def test_a_customer_without_number_and_of_the_same_name_is_not_added_again(client_of, mei):
    client = client_of(mei)
    there = make_organisation("New Works", domains=())
    run = upload(client, "contacts", csv_file("name,customer number,customer\nAda,N1,New Works\n"))
    run = act(client, act(client, run, "check", also="make"), "run")
    assert (counts(run), run.also_created) == ((1, 0, 0, 0), 0)
    there.refresh_from_db()
    assert (there.external_key, Contact.objects.get().organisation) == ("N1", there)


def test_a_key_taken_between_look_and_write_is_met_by_looking_again(client_of, mei, monkeypatch):
    from qiao.customers.services.importing.organisations import OrganisationSession

    client = client_of(mei)
    file = "customer id,name,domain\nC1,Acme,acme.example\nC2,Bolt,bolt.example\n"
    run = act(client, upload(client, "organisations", csv_file(file)), "check")
    apply, calls = OrganisationSession.apply, []

    def rob(self, plan, **more):
        if not calls:
            # gone again with the transaction it breaks
            make_organisation("Thief", domains=("bolt.example",))
        calls.append(len(plan.created))
        return apply(self, plan, **more)

    monkeypatch.setattr(OrganisationSession, "apply", rob)
    run = act(client, run, "run")
    assert (run.state, counts(run), calls) == ("done", (2, 0, 0, 0), [2, 2])
    assert not Organisation.objects.filter(name="Thief").exists()


def test_columns_are_remembered_for_the_next_file(client_of, mei):
    client = client_of(mei)
    run = upload(client, "organisations", csv_file("Foo,Bar\nAcme,Key\n"))
    assert run.mapping == ["", ""]
    act(client, run, "check", column=["name", ""])
    later = upload(client, "organisations", csv_file("Bar,Foo\nKey,Bolt\n"))
    assert later.mapping == ["", "name"]


def test_impossible_columns_are_refused(client_of, mei):
    client = client_of(mei)
    run = upload(client, "contracts", csv_file("number,customer\n1,Acme\n"))
    response = client.post(f"/setup/imports/{run.pk}/check/", {"column": ["", "organisation"]}, follow=True)
    assert "No column is “Contract number”" in response.content.decode()
    response = client.post(f"/setup/imports/{run.pk}/check/", {"column": ["number", "number"]}, follow=True)
    assert "was given to two columns" in response.content.decode()


def test_the_encoding_can_be_corrected(client_of, mei):
    client = client_of(mei)
    run = upload(client, "organisations", csv_file("name\nCafé\n", "cp1252"))
    act(client, run, "encoding", encoding="big5")
    run.refresh_from_db()
    assert run.layout["encoding"] == "big5"
    assert client.get(f"/setup/imports/{run.pk}/").status_code == 200


def test_pages_and_files_are_for_those_who_manage_the_setup(client_of, mei, lin):
    run = upload(client_of(mei), "organisations", csv_file(ORGANISATIONS))
    for path in ("", "new/organisations/", f"{run.pk}/", f"{run.pk}/refused/", "example/contacts.csv"):
        assert client_of(mei).get(f"/setup/imports/{path}").status_code == 200
        assert client_of(lin).get(f"/setup/imports/{path}").status_code == 403
    with open_file(run.file) as file:
        assert file.read()


def test_a_file_that_is_no_table_is_refused_on_the_page(client_of, mei):
    response = client_of(mei).post(
        "/setup/imports/new/contacts/", {"file": SimpleUploadedFile("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}
    )
    assert response.status_code == 422
    assert "Excel 97–2003" in response.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_lists_ask_the_same_number_of_questions(client_of, mei, count, django_assert_max_num_queries):
    client = client_of(mei)
    for at in range(count):
        upload(client, "organisations", csv_file(f"name\nCustomer {at}\n"))
    with django_assert_max_num_queries(12):
        assert client.get("/setup/imports/").status_code == 200
