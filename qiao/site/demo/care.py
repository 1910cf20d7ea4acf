"""What colleagues keep about customers: notes, files; likely duplicates; requests about personal data."""

from datetime import timedelta
from typing import Any

from qiao.customers.models import Contact, ContactPoint, DataRequest, KeptFile, Note, NoteWording, Organisation
from qiao.customers.rules.deadlines import due_on
from qiao.kernel import files
from qiao.kernel.text.names import name_keys
from qiao.site.demo.company import Company, Customer
from qiao.site.demo.data import read_table


def add_care(company: Company) -> None:
    """All of it, on customers that exist."""
    table = read_table("care")
    for entry in table["note"]:
        _note(company, entry)
    for entry in table["file"]:
        _file(company, entry)
    for entry in table["duplicate"]:
        _twin(_customer(company, entry["customer"]), entry["domain"])
    for entry in table["organisation"]:
        _sister(_customer(company, entry["like"]))
    for place, entry in enumerate(table["request"]):
        _request(company, entry, place)


def _customer(company: Company, which: int | str) -> Customer:
    """By place in its language's order, counted from 1; a language alone means its first."""
    if isinstance(which, int):
        return [one for one in company.customers if one.row.language == "zh-hans"][which - 1]
    return next(one for one in company.customers if one.row.language == which)


def _note(company: Company, entry: dict[str, Any]) -> None:
    at = company.today - timedelta(days=entry["days_ago"])
    author = company.people["mei" if entry["language"] == "zh-hans" else "grace"]
    note = Note.objects.create(
        organisation=_customer(company, entry["customer"]).row, body=entry["text"].strip(), author=author,
        is_pinned=entry.get("is_pinned", False), created_at=at,
    )  # fmt: skip
    if "earlier" in entry:
        NoteWording.objects.create(note=note, body=entry["earlier"], author=author, written_at=at)
        note.edited_at = at + timedelta(days=3)
        note.save(update_fields=["edited_at"])


def _file(company: Company, entry: dict[str, Any]) -> None:
    stored = files.store(entry["text"].encode(), name=entry["name"])
    KeptFile.objects.create(
        organisation=_customer(company, entry["customer"]).row, file=stored, name=entry["name"],
        content_type=stored.content_type, size=stored.size, added_by=company.people["mei"],
        created_at=company.today - timedelta(days=30),
    )  # fmt: skip


def _twin(customer: Customer, domain: str) -> None:
    """Somebody whom we know already wrote from a private address."""
    known = customer.contacts[0]
    address = f"{customer.addresses[known.pk].partition('@')[0]}@{domain}"
    pinyin, initials = name_keys(known.name, is_person=True)
    twin = Contact.objects.create(name=known.name, name_py=pinyin, name_initials=initials, language="en")
    ContactPoint.objects.create(contact=twin, kind="email", value=address, value_norm=address, is_primary=True)


def _sister(customer: Customer) -> None:
    """The same customer once more, written a little differently, as a sales list would bring it."""
    name = f"{customer.row.name.removesuffix('.')} Ltd"
    pinyin, initials = name_keys(name)
    Organisation.objects.create(
        name=name, name_py=pinyin, name_initials=initials, language=customer.row.language,
        time_zone=customer.row.time_zone, place=customer.row.place,
    )  # fmt: skip


def _request(company: Company, entry: dict[str, Any], place: int) -> None:
    received = (company.today - timedelta(days=entry["days_ago"])).date()
    customer = _customer(company, "en" if entry["law"] == "gdpr" else 3)
    DataRequest.objects.create(
        contact=customer.contacts[-1 - place % 2], kind=entry["kind"], law=entry["law"], state=entry["state"],
        asked=entry["asked"], received_on=received,
        due_on=due_on(entry["law"], received, pipl_days=15, gdpr_months=1, other_days=30),
        handler=company.people["mei"] if entry["state"] != "received" else None,
    )  # fmt: skip
