"""The lists of customers as rows of a table, by keyset."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.customers.ports import Cell, ExportSource
from qiao.customers.selectors.lists import filter_from, organisations
from qiao.staff.models import Person

Row = TypeVar("Row", bound=Model)
_BATCH = 500


def export_lists() -> list[ExportSource]:
    """The four lists; contacts, contracts and deployments are those of the customers that the filter finds."""
    return [
        _source("organisations", gettext_lazy("Customers"), _organisation_columns, _organisations, _organisation_cells),
        _source("contacts", gettext_lazy("Contacts"), _contact_columns, _contacts, _contact_cells),
        _source("contracts", gettext_lazy("Contracts"), _contract_columns, _contracts, _contract_cells),
        _source("deployments", gettext_lazy("Deployments"), _deployment_columns, _deployments, _deployment_cells),
    ]


def rows_by_key(rows: "QuerySet[Row]") -> Iterator[Row]:
    """All rows in the order of their keys, in short statements."""
    rows, last = rows.order_by("pk"), None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:_BATCH]):
        yield from batch
        last = batch[-1].pk


def _source(
    key: str, title: Any, columns: Callable[[], Sequence[str]], rows: Callable[[str], "QuerySet[Any]"],
    cells: Callable[[Any], Sequence[Cell]],
) -> ExportSource:  # fmt: skip
    def count(_person: Person, query: str) -> int:
        return rows(query).count()

    def lines(_person: Person, query: str) -> Iterator[Sequence[Cell]]:
        return map(cells, rows_by_key(rows(query)))

    return ExportSource(
        key=key, title=title, permission="customer.view", columns=columns, count=count, rows=lines,
        address="customers:list",
    )  # fmt: skip


def _organisations(query: str) -> "QuerySet[Organisation]":
    found = organisations(filter_from(QueryDict(query)))
    return found.select_related("owner").prefetch_related("domains")


def _of_those(query: str) -> Q:
    wanted = organisations(filter_from(QueryDict(query))).values("pk")
    return Q(organisation__in=wanted) | Q(organisation__merged_into__in=wanted)


def _contacts(query: str) -> "QuerySet[Contact]":
    rows = Contact.objects.filter(_of_those(query), is_active=True, merged_into=None, erased_at=None)
    return rows.select_related("organisation").prefetch_related("points")


def _contracts(query: str) -> "QuerySet[Contract]":
    return Contract.objects.filter(_of_those(query), is_active=True).select_related("organisation", "product")


def _deployments(query: str) -> "QuerySet[Deployment]":
    rows = Deployment.objects.filter(_of_those(query), is_active=True)
    return rows.select_related("organisation", "product", "version")


def _organisation_columns() -> list[str]:
    return [
        pgettext("person", "Name"), _("Short name"), _("Tier"), _("Key account"), _("Dedicated consultant"),
        _("Mail domains"), _("Industry"), _("Place"), _("Language"), _("Time zone"), _("Unified social credit code"),
        _("Number in your CRM"), _("Revenue a year"), _("Currency"), _("Notes"),
    ]  # fmt: skip


def _organisation_cells(one: Organisation) -> list[Cell]:
    return [
        one.name, one.short_name, one.get_tier_display(), one.is_key_account, one.owner.name if one.owner else "",
        " ".join(row.domain for row in one.domains.all()), one.industry, one.place, one.get_language_display(),
        one.time_zone, one.uscc, one.external_key,
        None if one.annual_revenue is None else float(one.annual_revenue), one.currency, one.notes,
    ]  # fmt: skip


def _contact_columns() -> list[str]:
    return [
        pgettext("person", "Name"), _("How to address them"), _("Customer"), _("Number in your CRM"), _("Job title"),
        _("Part in our work"), _("Email"), _("Phone"), _("Language"), _("Time zone"), _("Notes"),
    ]  # fmt: skip


def _contact_cells(one: Contact) -> list[Cell]:
    points: dict[str, list[str]] = {}
    for point in one.points.all():
        points.setdefault(point.kind, []).append(point.value)
    customer = one.organisation
    return [
        one.name, one.call_name, customer.name if customer else "", customer.external_key if customer else "",
        one.job_title, one.duty, " ".join(points.get("email", [])), "; ".join(points.get("phone", [])),
        one.get_language_display() if one.language else "", one.time_zone, one.notes,
    ]  # fmt: skip


def _contract_columns() -> list[str]:
    return [
        _("Contract number"), _("Customer"), _("Number in your CRM"), _("Product"), _("Service level"),
        _("Service hours"), _("Starts on"), _("Ends on"), _("Terms worth knowing"),
    ]  # fmt: skip


def _contract_cells(one: Contract) -> list[Cell]:
    return [
        one.number, one.organisation.name, one.organisation.external_key, one.product.name.text if one.product else "",
        one.get_level_display(), one.get_hours_display(), one.starts_on.isoformat(),
        one.ends_on.isoformat() if one.ends_on else "", one.terms,
    ]  # fmt: skip


def _deployment_columns() -> list[str]:
    return [
        _("Customer"), _("Number in your CRM"), _("Product"), _("Version"), _("Environment"),
        _("Name of the installation"), _("Edition"), _("In use since"), _("In use until"),
    ]  # fmt: skip


def _deployment_cells(one: Deployment) -> list[Cell]:
    return [
        one.organisation.name, one.organisation.external_key, one.product.name.text,
        one.version.name if one.version else "", one.get_environment_display(), one.name, one.edition,
        one.since.isoformat() if one.since else "", one.until.isoformat() if one.until else "",
    ]  # fmt: skip
