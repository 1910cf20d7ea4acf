"""The portal of the demo company: brands, what customers can ask for, answers for everybody, who sees what."""

from qiao.customers.models import PortalAccount, PortalRole
from qiao.kernel.access import Actor
from qiao.kernel.i18n import Bilingual
from qiao.products.models import PortalBrand
from qiao.site.demo.company import Company
from qiao.site.demo.data import read_table
from qiao.tickets.models import RequestField, RequestType
from qiao.tickets.services.request_types import save_public_answer

_DEMO = Actor.system("demo")


def open_portal(company: Company) -> None:
    """Write all of it; the first contact of every customer administers its portal."""
    table = read_table("portal")
    PortalBrand.objects.create(name=Bilingual.of(table["house"]["name"]), colour=table["house"]["colour"])
    for entry in table["brand"]:
        PortalBrand.objects.create(
            product=company.products[entry["product"]], name=Bilingual.of(entry["name"]), colour=entry["colour"],
            embed_origins=entry.get("embed_origins", []),
        )  # fmt: skip
    for position, entry in enumerate(table["type"]):
        kind = RequestType.objects.create(
            name=Bilingual.of(entry["name"]), description=Bilingual.of(entry["description"]), icon=entry["icon"],
            kind=entry["kind"], priority=entry["priority"], position=position,
        )  # fmt: skip
        RequestField.objects.bulk_create(
            RequestField(
                request_type=kind, key=one["key"], kind=one["kind"], label=Bilingual.of(one["label"]), position=place,
                choices=one.get("choices", []), is_required=one.get("is_required", False),
                shown_if=one.get("shown_if", {}), required_if=one.get("required_if", {}),
            )
            for place, one in enumerate(entry.get("field", []))
        )  # fmt: skip
    for entry in table["answer"]:
        save_public_answer(Bilingual.of(entry["title"]), Bilingual.of(entry["body"]), (), is_active=True, by=_DEMO)
    PortalAccount.objects.bulk_create(
        PortalAccount(contact=customer.contacts[0], role=PortalRole.ADMINISTRATOR)
        for customer in company.customers
        if customer.contacts
    )
