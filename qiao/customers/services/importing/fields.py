"""The columns that imports of customers know."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.customers.models import ContactPoint, Contract, Deployment, Organisation
from qiao.customers.rules.addresses import normal_domain, normal_value
from qiao.customers.rules.mail_domains import speaks_for_nobody
from qiao.kernel.tables import Field, choice_words, headers_of, read_words
from qiao.kernel.tables.kinds import Label
from qiao.kernel.tables.values import (
    BadValue,
    Reader,
    choice_of,
    day_of,
    lines_of,
    list_of,
    matching,
    money_of,
    text_of,
    yes_or_no,
    zone_of,
)
from qiao.staff.models import Language

WORDS = read_words("qiao.customers", "import_words.toml")
MOST_NOTES = 20_000
_CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")
_MAIL = re.compile(r"\s*[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+([\s,;]+[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+)*\s*")
_PHONE = re.compile(r"[+\d][\d\s()/,;-]{6,60}")
_DOMAIN = re.compile(r"\s*(https?://)?@?[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}/?\s*([\s,;]+@?[\w.-]+\.[a-zA-Z]{2,})*")
_DATE = re.compile(r"\d{4}\D?\d{1,2}\D?\d{1,2}\D?.*|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
CODE_FORM = r"[0-9A-HJ-NP-RT-UW-Y]{18}"


def domains_of(cell: str) -> list[str]:
    """Mail domains in normal form; an address of a web page counts by its host."""
    found = []
    for part in list_of(cell):
        domain = normal_domain(re.sub(r"^\w+://(www\.)?", "", part).partition("/")[0])
        if not domain or speaks_for_nobody(domain):
            raise BadValue("domain_for_nobody" if domain else "not_a_domain", value=part)
        found.append(domain)
    return found


def points_of(kind: str, cell: str) -> list[tuple[str, str, str]]:
    """Ways to reach somebody as (kind, as written, normal form). A number may hold spaces, an address may not."""
    parts = re.split(r"[,;|\n\uff0c\uff1b\u3001]+", cell) if kind == ContactPoint.Kind.PHONE else list_of(cell)
    found = []
    for part in filter(None, map(str.strip, parts)):
        normal = normal_value(kind, part)
        is_number = kind != ContactPoint.Kind.PHONE or 5 <= len(normal.lstrip("+")) <= 20
        if not normal or not is_number or len(part) > 254:
            raise BadValue("not_a_number_of" if kind == ContactPoint.Kind.PHONE else "not_an_address", value=part[:100])
        found.append((kind, part, normal))
    return found


def organisation_fields() -> tuple[Field, ...]:
    """Columns of organisations."""
    words = WORDS["organisations"]
    tiers = tuple(Organisation.Tier.choices)
    tier, tongue = choice_of(choice_words(words, "tier", tiers)), _language_words()
    money = choice_of(choice_words(WORDS, "currency", [(key, key) for key in _CURRENCIES]))
    make = partial(_field, words)
    return (
        make("external_key", _(
            "Number in your CRM"
        ), text_of(64), _("Identifies the same row when it is imported again.")),
        make("name", _("Name"), text_of(200)),
        make("short_name", _("Short name"), text_of(60)),
        make("uscc", _("Unified social credit code"), matching(CODE_FORM, "not_a_credit_code", upper=True),
             form=re.compile(rf"(?i){CODE_FORM}")),
        make("tier", _("Tier"), tier, choices=tiers),
        make("is_key_account", _("Key account"), yes_or_no, _("yes or no")),
        make("domains", _("Mail domains"), domains_of, _("acme.com, acme.cn"), form=_DOMAIN, repeats=True),
        make("owner", _("Dedicated consultant"), text_of(254), _("Name or mail address of a colleague")),
        make("industry", _("Industry"), text_of(80)),
        make("place", _("Place"), text_of(80)),
        make("language", _("Language"), choice_of(tongue), choices=tuple(Language.choices)),
        make("time_zone", _("Time zone"), zone_of, "Asia/Shanghai"),
        make("annual_revenue", _("Revenue a year"), money_of, "12500.50"),
        make("currency", _("Currency"), money, choices=tuple((key, key) for key in _CURRENCIES)),
        make("notes", _("Notes"), lines_of(MOST_NOTES)),
    )  # fmt: skip


def contact_fields() -> tuple[Field, ...]:
    """Columns of contacts."""
    make = partial(_field, WORDS["contacts"])
    point = partial(partial, points_of)
    many = _("Several may stand in one cell or in several columns")
    kinds = ContactPoint.Kind
    return (
        make(
            "external_key",
            _("Number in your CRM"),
            text_of(64),
            _("Identifies the same row when it is imported again."),
        ),
        make("name", pgettext_lazy("person", "Name"), text_of(120)),
        *_organisation_columns("contacts"),
        make("email", _("Email"), point(kinds.EMAIL.value), many, form=_MAIL, repeats=True),
        make("phone", _("Phone"), point(kinds.PHONE.value), many, form=_PHONE, repeats=True),
        make("wecom", _("WeCom"), point(kinds.WECOM.value), repeats=True),
        make("dingtalk", _("DingTalk"), point(kinds.DINGTALK.value), repeats=True),
        make("feishu", _("Feishu"), point(kinds.FEISHU.value), repeats=True),
        make("call_name", _("How to address them"), text_of(60)),
        make("job_title", _("Job title"), text_of(120)),
        make("duty", _("Part in our work"), text_of(60)),
        make("language", _("Language"), choice_of(_language_words()), choices=tuple(Language.choices)),
        make("time_zone", _("Time zone"), zone_of, "Asia/Shanghai"),
        make("notes", _("Notes"), lines_of(MOST_NOTES)),
    )


def contract_fields() -> tuple[Field, ...]:
    """Columns of contracts."""
    words = WORDS["contracts"]
    make = partial(_field, words)
    levels, hours = tuple(Contract.Level.choices), tuple(Contract.Hours.choices)
    return (
        make(
            "number",
            _("Contract number"),
            text_of(60),
            _("Identifies the same row when it is imported again."),
            is_required=True,
        ),
        *_organisation_columns("contracts"),
        make("product", _("Product"), text_of(120), _("Key or name; empty for all products")),
        make("level", _("Service level"), choice_of(choice_words(words, "level", levels)), choices=levels),
        make("hours", _("Service hours"), choice_of(choice_words(words, "hours", hours)), choices=hours),
        make("starts_on", _("Starts on"), day_of, "2026-03-31", form=_DATE),
        make("ends_on", _("Ends on"), day_of, "2026-03-31", form=_DATE),
        make("terms", _("Terms worth knowing"), lines_of(MOST_NOTES)),
    )


def deployment_fields() -> tuple[Field, ...]:
    """Columns of installations."""
    words = WORDS["deployments"]
    make = partial(_field, words)
    places = tuple(Deployment.Environment.choices)
    return (
        make(
            "external_key",
            _("Number in your asset list"),
            text_of(64),
            _("Identifies the same row when it is imported again."),
        ),
        *_organisation_columns("deployments"),
        make("product", _("Product"), text_of(120), _("Key or name"), is_required=True),
        make("version", _("Version"), text_of(60), _("A version of the product")),
        make("environment", _("Environment"), choice_of(choice_words(words, "environment", places)), choices=places),
        make("name", _("Name of the installation"), text_of(120)),
        make("edition", _("Edition"), text_of(60)),
        make("since", _("In use since"), day_of, "2026-03-31", form=_DATE),
        make("until", _("In use until"), day_of, "2026-03-31", form=_DATE),
    )


def _organisation_columns(kind: str) -> tuple[Field, Field]:
    make = partial(_field, WORDS[kind])
    return (
        make("organisation_key", _("Customer's number in your CRM"), text_of(64)),
        make("organisation", _("Customer"), text_of(200), _("Name, short name or credit code")),
    )


def _language_words() -> dict[str, str]:
    return choice_words(WORDS, "language", Language.choices)


def _field(
    words: Mapping[str, Any], key: str, label: Label, read: Reader, hint: Label = "", *,
    is_required: bool = False, repeats: bool = False, choices: Sequence[tuple[str, Label]] = (),
    form: re.Pattern[str] | None = None,
) -> Field:  # fmt: skip
    return Field(
        key, label, read, hint, is_required=is_required, repeats=repeats, headers=headers_of(words, key),
        choices=tuple(choices), form=form,
    )  # fmt: skip
