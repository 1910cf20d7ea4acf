"""Taking organisations and people that another desk knew, under the same rules as a table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qiao.customers.rules.addresses import normal_domain, normal_value
from qiao.customers.rules.mail_domains import speaks_for_nobody
from qiao.customers.services.importing.contacts import ContactSession
from qiao.customers.services.importing.organisations import OrganisationSession
from qiao.kernel.access import Actor
from qiao.kernel.tables import Plan, Row, Session

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class PastOrganisation:
    """A customer of another desk."""

    name: str
    domains: tuple[str, ...] = ()
    notes: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class PastPerson:
    """A person on a customer's side of another desk; `organisation_id` is ours."""

    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organisation_id: int | None = None
    language: str = ""
    job_title: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one: our id, or why there is none (a sentence's code and what fills it)."""

    id: int | None
    is_new: bool = False
    code: str = ""
    details: dict[str, str] | None = None


def take_organisations(several: Sequence[PastOrganisation], *, by: Actor, cause: str) -> list[Taken]:
    """Find each by name, or add it. Domains that somebody else has, or that anybody can join, are left out."""
    rows = []
    for number, one in enumerate(several, 1):
        values: dict[str, Any] = {"name": one.name[:200]}
        domains = [normal_domain(domain) for domain in one.domains]
        values["domains"] = [domain for domain in domains if domain and not speaks_for_nobody(domain)]
        values |= {key: text for key, text in (("notes", one.notes), ("language", one.language)) if text}
        rows.append(Row(number, values, {}, {"name": one.name}))
    taken = _take(OrganisationSession(), rows, by=by, cause=cause)
    again = [at for at, one in enumerate(taken) if one.code == "domain_taken"]
    for at in again:
        rows[at].values["domains"] = []
    if again:
        later = _take(OrganisationSession(), [rows[at] for at in again], by=by, cause=cause)
        for at, later_one in zip(again, later, strict=True):
            taken[at] = later_one
    return taken


def take_people(several: Sequence[PastPerson], *, by: Actor, cause: str) -> list[Taken]:
    """Find each by address, or by name where there is none, or add them."""
    rows = []
    for number, one in enumerate(several, 1):
        values: dict[str, Any] = {"name": one.name[:LONGEST_NAME]}
        for kind, texts in (("email", one.emails), ("phone", one.phones)):
            points = [(kind, text.strip(), normal_value(kind, text)) for text in texts]
            values[kind] = [point for point in points if point[2] and len(point[1]) <= 254]
        facts = {"language": one.language, "job_title": one.job_title[:120], "notes": one.notes}
        values |= {key: text for key, text in facts.items() if text}
        if one.organisation_id:
            values["organisation_id"] = one.organisation_id
        rows.append(Row(number, values, {}, {"name": one.name, "email": ", ".join(one.emails)}))
    return _take(ContactSession(), rows, by=by, cause=cause)


def _take(session: Session, rows: Sequence[Row], *, by: Actor, cause: str) -> list[Taken]:
    plan: Plan = session.plan(rows, lock=True)
    ids = session.apply(plan, by=by, cause=cause)
    made = {new.row.number: pk for new, pk in zip(plan.created, ids, strict=True)}
    refused = {one.row: one for one in plan.refused}
    found = []
    for row in rows:
        problem = refused.get(row.number)
        if problem and problem.code == "repeated":
            # the same one twice in a batch: the first of them stands for both
            number = int(problem.details["row"])
            found.append(Taken(made.get(number) or plan.found.get(number)))
        elif problem:
            found.append(Taken(None, code=problem.code, details=dict(problem.details)))
        else:
            found.append(Taken(made.get(row.number) or plan.found.get(row.number), row.number in made))
    return found
