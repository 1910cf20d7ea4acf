"""The vendor's people, teams and products, and the customers with what they bought and run."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation, OrganisationDomain
from qiao.customers.rules.addresses import normal_value
from qiao.kernel.i18n import Bilingual
from qiao.kernel.text.names import name_keys
from qiao.products.models import Component, Product, Version
from qiao.products.rules import version_sort_key
from qiao.site.demo.data import read_table
from qiao.staff.models import Person, Team
from qiao.staff.rules import hue_of

PASSWORD = "bridge-demo-2026"  # noqa: S105 - no secret: it is printed
MAIL_DOMAIN = "qiao.example"
_LEVELS = {"strategic": ("platinum", "7x24"), "key": ("gold", "7x24"), "normal": ("silver", "5x8")}


@dataclass
class Customer:
    """An organisation with its people and installations; `source` is its entry in the data file."""

    row: Organisation
    source: dict[str, Any]
    contacts: list[Contact] = field(default_factory=list)
    addresses: dict[int, str] = field(default_factory=dict)
    phones: dict[int, str] = field(default_factory=dict)
    deployments: list[Deployment] = field(default_factory=list)


@dataclass
class Company:
    """All of it, by the keys of the data file. `today` is the midnight everything is counted from."""

    today: datetime
    people: dict[str, Person]
    teams: dict[str, Team]
    members: dict[str, list[str]]
    products: dict[str, Product]
    versions: dict[str, list[Version]]
    components: dict[str, dict[str, Component]]
    customers: list[Customer]


def create_company(today: datetime, rnd: random.Random) -> Company:
    """Write everything that tickets hang on."""
    table = read_table("company")
    people, teams = _staff(table, today)
    members = {key: [one["key"] for one in table["person"] if key in one["teams"]] for key in teams}
    company = Company(today, people, teams, members, {}, {}, {}, [])
    for entry in table["product"]:
        _product(company, entry)
    for entry in table["organisation"]:
        company.customers.append(_customer(company, entry, rnd))
    return company


def _staff(table: dict[str, Any], today: datetime) -> tuple[dict[str, Person], dict[str, Team]]:
    teams = {
        entry["key"]: Team.objects.create(
            name=Bilingual.of(entry["name"]), description=entry["description"],
            is_restricted=entry.get("is_restricted", False),
        )
        for entry in table["team"]
    }  # fmt: skip
    password = make_password(PASSWORD)  # once: argon2 is slow on purpose
    people = {}
    for place, entry in enumerate(table["person"]):
        email = f"{entry['key']}@{MAIL_DOMAIN}"
        pinyin, initials = name_keys(entry["name"])
        person = Person.objects.create(
            email=email, name=entry["name"], call_name=entry["call"], job_title=entry["title"], name_py=pinyin,
            name_initials=initials, language=entry["language"], time_zone=entry.get("zone", "Asia/Shanghai"),
            roles=entry["roles"], avatar_hue=hue_of(email) if place > 5 else place, password=password,
            joined_at=today - timedelta(days=700 - 20 * place),
        )  # fmt: skip
        person.teams.set([teams[key] for key in entry["teams"]])
        people[entry["key"]] = person
    return people, teams


def _product(company: Company, entry: dict[str, Any]) -> None:
    name = Bilingual.of(entry["name"])
    pinyin, initials = name_keys(name.zh_hans)
    product = Product.objects.create(
        key=entry["key"], name=name, name_py=pinyin, name_initials=initials, kind=entry["kind"],
        description=Bilingual.of(entry["description"]), sender_name=Bilingual.of(entry["sender"]),
        owner=company.people[entry["owner"]], team=company.teams["tier1"],
    )  # fmt: skip
    company.products[entry["key"]] = product
    day = company.today.date()
    company.versions[entry["key"]] = Version.objects.bulk_create(
        Version(
            product=product, name=number, sort_key=version_sort_key(number), state=state,
            released_on=day - timedelta(days=age), supported_until=day + timedelta(days=left) if left else None,
        )
        for number, age, left, state in entry["versions"]
    )  # fmt: skip
    known: dict[str, Component] = {}
    for position, (key, names) in enumerate(entry["components"].items()):
        label = Bilingual(en=names["en"], zh_hans=names["zh-hans"])
        pinyin, initials = name_keys(label.zh_hans)
        known[key] = Component.objects.create(
            product=product, parent=known.get(names.get("under", "")), name=label, name_py=pinyin,
            name_initials=initials, position=position, owner=company.people["luo"],
        )  # fmt: skip
    company.components[entry["key"]] = known


def _customer(company: Company, entry: dict[str, Any], rnd: random.Random) -> Customer:
    pinyin, initials = name_keys(entry["name"])
    is_key = entry["tier"] != "normal"
    number = len(company.customers) + 1
    row = Organisation.objects.create(
        name=entry["name"], short_name=entry["short"], name_py=pinyin, name_initials=initials,
        external_key=f"DEMO-{number:03}", industry=entry["industry"], place=entry["place"], tier=entry["tier"],
        is_key_account=is_key, language=entry["language"], time_zone=entry["zone"], currency=entry["currency"],
        annual_revenue=entry["revenue"], owner=company.people["shen" if number % 3 else "mei"] if is_key else None,
    )  # fmt: skip
    OrganisationDomain.objects.create(organisation=row, domain=entry["domain"])
    customer = Customer(row, entry)
    _contacts(customer, number)
    _contracts(company, customer, rnd)
    _deployments(company, customer, rnd)
    return customer


def _contacts(customer: Customer, number: int) -> None:
    for place, (name, call, job) in enumerate(customer.source["contacts"]):
        pinyin, initials = name_keys(name)
        contact = Contact.objects.create(
            organisation=customer.row, name=name, call_name=call, job_title=job, name_py=pinyin, name_initials=initials
        )
        local = ".".join(name.lower().split()) if name.isascii() else pinyin
        local = local.encode("ascii", "ignore").decode() or f"contact{place}"
        address = f"{local}@{customer.source['domain']}"
        phone = (
            f"1380000{number:02}{place:02}"
            if customer.row.language == "zh-hans"
            else f"+44 20 7946 0{number:02}{place}"
        )
        ContactPoint.objects.bulk_create(
            ContactPoint(contact=contact, kind=kind, value=value, value_norm=normal_value(kind, value), is_primary=True)
            for kind, value in (("email", address), ("phone", phone))
        )
        customer.contacts.append(contact)
        customer.addresses[contact.pk] = address
        customer.phones[contact.pk] = phone


def _contracts(company: Company, customer: Customer, rnd: random.Random) -> None:
    day = company.today.date()
    level, hours = _LEVELS[customer.row.tier]
    Contract.objects.bulk_create(
        Contract(
            organisation=customer.row, product=company.products[key], level=level, hours=hours,
            number=f"HZ-{day.year - 1}-{customer.row.pk:03}{place}", starts_on=_years(day, -1, rnd),
            ends_on=_years(day, 1, rnd) if rnd.random() > 0.12 else day + timedelta(days=rnd.randrange(5, 40)),
        )
        for place, key in enumerate(customer.source["products"])
    )  # fmt: skip


def _years(day: date, years: int, rnd: random.Random) -> date:
    return day + timedelta(days=365 * years + rnd.randrange(-60, 60))


def _deployments(company: Company, customer: Customer, rnd: random.Random) -> None:
    for key in customer.source["products"]:
        usable = [version for version in company.versions[key] if version.state != "planned"]
        environments = ["production", "test"] if key == "helm" else ["production"]
        if key == "helm" and customer.row.tier != "normal":
            environments.insert(1, "dr")
        runs = rnd.choice(usable[-4:])
        for environment in environments:
            version = usable[-1] if environment == "test" and rnd.random() < 0.5 else runs
            customer.deployments.append(
                Deployment.objects.create(
                    organisation=customer.row,
                    product=company.products[key],
                    version=version,
                    environment=environment,
                    name=f"{key}-{environment}",
                    since=company.today.date() - timedelta(days=rnd.randrange(60, 900)),
                )
            )
