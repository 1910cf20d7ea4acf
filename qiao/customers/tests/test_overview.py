"""The pages behind a customer and a contact: notes, files, people, timeline, merging by hand, likely duplicates."""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from qiao.customers.models import Contact, KeptFile, Note, Organisation
from qiao.customers.rules.deadlines import due_on, months_later
from qiao.customers.rules.standing import contract_standing, support_standing
from qiao.customers.selectors.timeline import timeline
from qiao.customers.services import add_note, change_contact, merge_contacts, merge_organisations
from qiao.customers.services.remarks import destroy_removed_files
from qiao.customers.testing import make_contact, make_contract, make_deployment, make_organisation
from qiao.products.testing import make_product, make_version
from qiao.staff.testing import make_person

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9ccd\xf8\xcfP\x0f\x00\x03\x86\x01\x80Z4}k\x00\x00\x00\x00IEND\xaeB`\x82"
)


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name",
    [
        "organisation", "organisation_people", "organisation_timeline", "organisation_notes", "organisation_likely",
        "contact", "contact_timeline", "contact_notes", "contact_likely", "duplicates", "exports", "data_requests",
    ],
)  # fmt: skip
def test_a_page_costs_the_same_with_three_and_thirty_rows(name, acme, ada, mei, client_of):
    from qiao.customers.services import request_export
    from qiao.customers.services.privacy import receive_request

    browser, product = client_of(mei), make_product("Helm")
    version = make_version(product, "1.0")
    owner = {"organisation": acme.pk, "contact": ada.pk}.get(name.partition("_")[0])
    address = reverse(f"customers:{name}", args=[owner] if owner else [])

    def grow(number):
        for _ in range(number):
            twin = make_contact("Ada Byron", organisation=acme)
            make_contract(acme)
            make_deployment(acme, product, version)
            for one in (acme, ada):
                note = add_note(one, "A **note**", is_pinned=True, by=mei.actor)
                note.earlier.create(body="x", author=mei, written_at=timezone.now())
                file = SimpleUploadedFile("a.png", PNG, "image/png")
                browser.post(reverse(f"customers:{one._meta.model_name}_files", args=[one.pk]), {"files": file})
            receive_request(twin.pk, kind="export", law="pipl", by=mei.actor)
            request_export("contacts", "", "csv", mei, language="en", time_zone="UTC", by=mei.actor)
            mei.exports.update(state="cancelled", finished_at=timezone.now())
            merge_organisations(acme.pk, [make_organisation().pk], by=mei.actor)

    grow(3)
    few = queries(browser, address)
    grow(27)
    assert queries(browser, address) == few


class TestAtAGlance:
    def test_the_head_says_how_the_contract_stands_and_what_is_out_of_support(self, acme, lin, client_of):
        product, today = make_product("Helm"), timezone.localdate()
        old = make_version(product, "1.0", state="ended")
        make_version(product, "2.0")
        make_deployment(acme, product, old)
        browser, address = client_of(lin), reverse("customers:organisation", args=[acme.pk])
        assert browser.get(address).context["view"].contract is None
        contract = make_contract(acme, starts_on=date(2020, 1, 1), ends_on=today + timedelta(days=20))
        view = browser.get(address).context["view"]
        assert (view.contract.standing, view.contract.days) == ("ending", 20)
        assert [(line.standing, line.newest) for line in view.deployments] == [("ended", "2.0")]
        assert view.unsupported == 1
        contract.ends_on = today - timedelta(days=1)
        contract.save()
        page = browser.get(address)
        assert page.context["view"].contract.standing == "ended"
        assert page.context["view"].local_time.tzinfo.key == "Europe/London"

    def test_the_local_time_is_the_one_of_the_customer(self, acme, ada, lin, client_of):
        lin.time_zone, lin.language = "Asia/Shanghai", "en"
        lin.save()
        browser, there = client_of(lin), timezone.now().astimezone(ZoneInfo("Europe/London"))
        for address in (reverse("customers:organisation", args=[acme.pk]), reverse("customers:contact", args=[ada.pk])):
            shown = re.search(r"Local time (\d\d):(\d\d)", browser.get(address).content.decode())
            assert shown, address
            minutes = (int(shown[1]) - there.hour) * 60 + int(shown[2]) - there.minute
            assert minutes % (24 * 60) < 5, shown[0]

    def test_the_boxes_of_tickets_load_by_themselves(self, acme, ada, lin, client_of):
        browser = client_of(lin)
        page = browser.get(reverse("customers:organisation", args=[acme.pk])).content.decode()
        for address in (f"/desk/boxes/figures/organisation/{acme.pk}/", f"/desk/boxes/months/organisation/{acme.pk}/"):
            assert f'hx-get="{address}"' in page
        assert (
            f"/desk/boxes/figures/requester/{ada.pk}/"
            in browser.get(reverse("customers:contact", args=[ada.pk])).content.decode()
        )

    @given(st.dates(), st.dates() | st.none(), st.dates())
    def test_a_contract_stands_in_exactly_one_way(self, starts, ends, today):
        standing, days = contract_standing(starts, ends, today)
        assert days >= 0
        assert (standing == "coming") == (starts > today)
        if starts <= today and ends:
            assert (standing == "ended") == (ends < today)

    def test_a_version_marked_as_ended_is_out_of_support_whatever_its_date(self):
        today = date(2026, 1, 1)
        assert support_standing("ended", date(2027, 1, 1), today) == ("ended", 0)
        assert support_standing("supported", date(2025, 12, 31), today) == ("ended", 1)
        assert support_standing("supported", date(2026, 1, 31), today) == ("ending", 30)
        assert support_standing("supported", None, today) == ("supported", 0)


class TestNotes:
    def test_written_pinned_changed_removed_and_brought_back(self, acme, lin, mei, client_of):
        browser, address = client_of(lin), reverse("customers:organisation_notes", args=[acme.pk])
        browser.post(address, {"body": "Change window **13:00**", "pin": "1"})
        note = Note.objects.get()
        overview = browser.get(reverse("customers:organisation", args=[acme.pk])).content.decode()
        assert "<strong>13:00</strong>" in overview
        edit = reverse("customers:note_edit", args=[note.pk])
        client_of(mei).post(edit, {"body": "Change window 14:00", "was": note.body})
        note.refresh_from_db()
        assert (note.body, note.author) == ("Change window 14:00", mei)
        assert [(one.body, one.author) for one in note.earlier.all()] == [("Change window **13:00**", lin)]
        stale = browser.post(edit, {"body": "Mine", "was": "Change window **13:00**"})
        assert stale.status_code == 422
        assert "Mine" in stale.content.decode()
        page = browser.post(reverse("customers:note_remove", args=[note.pk]), follow=True).content.decode()
        assert "restore" in page
        assert not browser.get(address).context["notes"]
        browser.post(reverse("customers:note_remove", args=[note.pk]), {"restore": "1"})
        assert len(browser.get(address).context["notes"]) == 1

    def test_nothing_hostile_comes_out(self, acme, lin, client_of):
        address = reverse("customers:organisation_notes", args=[acme.pk])
        client_of(lin).post(address, {"body": "<script>alert(1)</script> [x](javascript:alert(1))"})
        page = client_of(lin).get(address).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page

    def test_an_auditor_reads_and_cannot_write(self, acme, client_of):
        auditor = client_of(make_person(roles=("auditor",)))
        address = reverse("customers:organisation_notes", args=[acme.pk])
        assert auditor.get(address).status_code == 200
        assert auditor.post(address, {"body": "x"}).status_code == 403
        assert not Note.objects.exists()


class TestFiles:
    def test_kept_shown_removed_brought_back_and_destroyed_in_the_end(self, ada, lin, eve, client_of):
        browser, address = client_of(lin), reverse("customers:contact_notes", args=[ada.pk])
        upload = SimpleUploadedFile("plan.png", PNG, "image/png")
        browser.post(reverse("customers:contact_files", args=[ada.pk]), {"files": upload})
        kept = KeptFile.objects.get()
        url = reverse("file", args=[kept.file.sha256, kept.name])
        assert url in browser.get(address).content.decode()
        assert browser.get(url).status_code == 200
        assert client_of(eve).get(url).status_code == 404
        browser.post(reverse("customers:file_remove", args=[kept.pk]))
        assert browser.get(url).status_code == 404
        browser.post(reverse("customers:file_remove", args=[kept.pk]), {"restore": "1"})
        assert browser.get(url).status_code == 200
        KeptFile.objects.update(removed_at=timezone.now() - timedelta(days=29))
        assert destroy_removed_files() == 0
        KeptFile.objects.update(removed_at=timezone.now() - timedelta(days=31))
        assert destroy_removed_files() == 1
        assert not KeptFile.objects.exists()


class TestTimeline:
    def test_every_touchpoint_stands_on_exactly_one_page(self, acme, ada, bo, lin):
        for number in range(25):
            add_note(acme, f"Note {number}", by=lin.actor)
            change_contact(ada.pk, {"job_title": f"Title {number}"}, by=lin.actor)
        seen, after = [], ""
        while True:
            page = timeline(lin, organisation_ids=(acme.pk,), after=after, size=7)
            seen += [one.key for one in page.rows]
            after = page.next
            if not after:
                break
        assert len(seen) == len(set(seen)) == 50
        assert [one.detail for one in timeline(lin, organisation_ids=(acme.pk,), kind="note", size=1).rows] == [
            "Note 24"
        ]
        kinds = {one.kind for one in timeline(lin, contact_ids=(ada.pk,), size=99).rows}
        assert kinds == {"person"}
        assert timeline(lin, organisation_ids=(acme.pk,), after="nonsense", size=1).rows

    def test_the_page_filters(self, acme, lin, client_of):
        add_note(acme, "Tea at four", by=lin.actor)
        browser, address = client_of(lin), reverse("customers:organisation_timeline", args=[acme.pk])
        assert "Tea at four" in browser.get(address).content.decode()
        assert "Tea at four" not in browser.get(address, {"kind": "agreement"}).content.decode()
        assert "Tea at four" in browser.get(address, {"recent": "1"}).content.decode()


class TestMergingByHand:
    def test_compare_choose_merge_and_take_apart(self, acme, ada, lin, client_of):
        twin, browser = make_contact("A. Byron", email="second@acme.example", organisation=acme), client_of(lin)
        address = reverse("customers:contact_merge", args=[twin.pk])
        page = browser.get(address, {"other": ada.pk}).content.decode()
        assert "second@acme.example" in page
        assert "ada@acme.example" in page
        answer = browser.post(address, {"other": ada.pk, "stays": ada.pk})
        assert answer.headers["Location"] == reverse("customers:contact", args=[ada.pk])
        assert Contact.objects.get(pk=twin.pk).merged_into == ada
        assert "second@acme.example" in browser.get(answer.headers["Location"]).content.decode()
        gone = browser.get(reverse("customers:contact", args=[twin.pk])).content.decode()
        assert reverse("customers:contact_unmerge", args=[twin.pk]) in gone
        browser.post(reverse("customers:contact_unmerge", args=[twin.pk]))
        assert Contact.objects.get(pk=twin.pk).merged_into is None

    def test_a_customer_shows_what_belongs_to_the_merged_one(self, acme, lin, client_of):
        old = make_organisation("Zenith", domains=("zenith.example",))
        make_contact("Zoe", organisation=old)
        make_contract(old, number="HT-Z")
        add_note(old, "Old note", is_pinned=True, by=lin.actor)
        browser = client_of(lin)
        browser.post(reverse("customers:organisation_merge", args=[acme.pk]), {"other": old.pk, "stays": acme.pk})
        page = browser.get(reverse("customers:organisation", args=[acme.pk])).content.decode()
        assert all(text in page for text in ("zenith.example", "Zoe", "HT-Z", "Old note"))
        assert "Zenith" not in browser.get(reverse("customers:list")).content.decode()
        browser.post(reverse("customers:organisation_unmerge", args=[old.pk]))
        assert "HT-Z" not in browser.get(reverse("customers:organisation", args=[acme.pk])).content.decode()

    def test_likely_ones_are_shown_until_told_apart(self, acme, ada, lin, client_of):
        twin, browser = make_contact("Ada Byron", organisation=acme), client_of(lin)
        address = reverse("customers:contact_likely", args=[ada.pk])
        assert reverse("customers:contact", args=[twin.pk]) in browser.get(address).content.decode()
        assert "Ada Byron" in browser.get(reverse("customers:duplicates")).content.decode()
        browser.post(reverse("customers:contact_apart", args=[ada.pk]), {"other": twin.pk})
        assert browser.get(address).content.decode().strip() == ""

    def test_two_stay_two_when_nobody_says_so(self, acme, lin, client_of):
        make_organisation("Acme Ltd")
        client_of(lin).get(reverse("customers:organisation_likely", args=[acme.pk]))
        assert Organisation.objects.filter(merged_into=None).count() == 2

    def test_merged_people_count_once(self, acme, ada, bo, lin, client_of):
        merge_contacts(ada.pk, [bo.pk], by=lin.actor)
        page = client_of(lin).get(reverse("customers:organisation_people", args=[acme.pk]))
        assert [one.pk for one in page.context["page"].rows] == [ada.pk]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_months_later_is_that_many_months_later(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_deadlines_follow_the_law():
    numbers = {"pipl_days": 15, "gdpr_months": 1, "other_days": 30}
    assert due_on("pipl", date(2026, 2, 20), **numbers) == date(2026, 3, 7)
    assert due_on("gdpr", date(2026, 1, 31), **numbers) == date(2026, 2, 28)
    assert due_on("other", date(2026, 1, 1), **numbers) == date(2026, 1, 31)
