"""Finding what the rows of a batch speak of, in a few statements for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower

from qiao.customers.models import Organisation, OrganisationDomain
from qiao.customers.rules.mail_domains import organisation_candidates
from qiao.customers.selectors.families import root_ids
from qiao.kernel.copying import copy_rows
from qiao.kernel.models import ExternalKey
from qiao.kernel.tables import Plan, Row
from qiao.kernel.tables.values import fold
from qiao.products.models import Product, Version
from qiao.staff.models import Person

SYSTEM = "crm"
"""The name under which keys of imported tables are kept."""


@dataclass(slots=True)
class Organisations:
    """The organisations that the rows of a batch name, by number and by name."""

    by_key: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def named_in(cls, rows: Iterable[Row]) -> "Organisations":
        """Look up all that rows name under `organisation_key` and `organisation`."""
        found = cls()
        keys = {row.values["organisation_key"] for row in rows if row.values.get("organisation_key")}
        names = {row.values["organisation"] for row in rows if row.values.get("organisation")}
        if keys:
            known = Organisation.objects.filter(external_key__among=keys)
            found.by_key = dict(known.values_list("external_key", "pk"))
        if names:
            found._look_up_names(names)
        roots = root_ids(Organisation, found.all_ids())
        found.by_key = {key: roots[pk] for key, pk in found.by_key.items()}
        for name, ids in found.by_name.items():
            found.by_name[name] = list(dict.fromkeys(roots[pk] for pk in ids))
        return found

    def of(self, row: Row, plan: Plan) -> int | None:
        """Id of the organisation a row names, None when it names none; one we do not know refuses the row."""
        key, name = row.values.get("organisation_key"), row.values.get("organisation")
        if key:
            if key not in self.by_key:
                plan.refuse(row, "organisation_key", "organisation_unknown")
            return self.by_key[key]
        if not name:
            return None
        ids = self.by_name.get(name.casefold(), [])
        if len(ids) != 1:
            plan.refuse(row, "organisation", "organisation_ambiguous" if ids else "organisation_unknown")
        return ids[0]

    def lacks(self, row: Row) -> bool:
        """Whether the row names an organisation that is not there."""
        key, name = row.values.get("organisation_key"), row.values.get("organisation", "")
        return key not in self.by_key if key else bool(name) and not self.by_name.get(name.casefold())

    def all_ids(self) -> set[int]:
        """Every organisation that was found."""
        return {*self.by_key.values(), *(pk for ids in self.by_name.values() for pk in ids)}

    def _look_up_names(self, names: set[str]) -> None:
        folded = {name.casefold() for name in names}
        codes = {name.upper() for name in names if len(name) == 18}
        rows = Organisation.objects.annotate(lower=Lower("name"), lower_short=Lower("short_name"))
        rows = rows.filter(
            Q(name__among=names) | Q(lower__among=folded) | Q(lower_short__among=folded) | Q(uscc__among=codes)
        )
        for pk, lower, short, code in rows.values_list("pk", "lower", "lower_short", "uscc"):
            for name in {lower, short, code.casefold()} - {""}:
                self.by_name[name].append(pk)


def organisations_of_domains(domains: Iterable[str]) -> dict[str, int]:
    """The organisation of each mail domain; unknown domains are left out."""
    candidates = {domain: organisation_candidates(domain) for domain in set(domains)}
    wanted = {one for several in candidates.values() for one in several}
    known = dict(OrganisationDomain.objects.filter(domain__among=wanted).values_list("domain", "organisation"))
    found = {}
    for domain, several in candidates.items():
        owner = next((known[one] for one in several if one in known), None)
        if owner:
            found[domain] = owner
    roots = root_ids(Organisation, set(found.values()))
    return {domain: roots[pk] for domain, pk in found.items()}


class Colleagues:
    """Members of staff by address and by name."""

    def __init__(self) -> None:
        self._ids: dict[str, list[int]] = defaultdict(list)
        for pk, email, name, call_name in Person.objects.filter(is_active=True).values_list(
            "pk", "email", "name", "call_name"
        ):
            for word in {email.casefold(), name.casefold(), call_name.casefold()} - {""}:
                self._ids[word].append(pk)

    def find(self, text: str) -> int | None:
        """The one colleague meant, or None."""
        ids = self._ids.get(text.casefold(), [])
        return ids[0] if len(ids) == 1 else None


class Products:
    """Products by key and name, their versions by name."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._versions: dict[int, dict[str, int]] = defaultdict(dict)
        for product in Product.objects.filter(is_active=True):
            for name in {product.key, product.name.en, product.name.zh_hans} - {""}:
                self._ids.setdefault(fold(name), product.pk)
        self._names = {fold(one.key): one.name for one in Product.objects.filter(is_active=True)}
        for pk, product_id, name in Version.objects.order_by("-sort_key").values_list("pk", "product", "name"):
            self._versions[product_id].setdefault(_bare(name), pk)
        self._shown = {pk: ", ".join(list(versions)[:8]) for pk, versions in self._versions.items()}

    def find(self, text: str) -> int | None:
        """A product's id, or None."""
        return self._ids.get(fold(text))

    def allowed(self) -> str:
        """Names of all products in the active language."""
        return ", ".join(str(name) for name in self._names.values())

    def version(self, product_id: int, text: str) -> int | None:
        """A version's id, or None."""
        return self._versions[product_id].get(_bare(text))

    def versions(self, product_id: int) -> str:
        """The newest versions of a product."""
        return self._shown.get(product_id, "")


def known_keys(object_type: str, keys: Sequence[str]) -> dict[str, int]:
    """Ids of objects by their number in the CRM."""
    rows = ExternalKey.objects.filter(system=SYSTEM, object_type=object_type, key__among=keys)
    return dict(rows.values_list("key", "object_id"))


def with_keys(object_type: str, ids: Sequence[int]) -> set[int]:
    """Those of the objects that have a number in the CRM."""
    rows = ExternalKey.objects.filter(system=SYSTEM, object_type=object_type, object_id__among=ids)
    return set(rows.values_list("object_id", flat=True))


def keep_keys(object_type: str, pairs: Iterable[tuple[str, int]]) -> None:
    """Keep numbers of new objects."""
    names = ("system", "object_type", "key", "object_id")
    copy_rows(ExternalKey, names, [(SYSTEM, object_type, key, pk) for key, pk in pairs])


def _bare(version: str) -> str:
    return version.strip().casefold().removeprefix("v").strip()
