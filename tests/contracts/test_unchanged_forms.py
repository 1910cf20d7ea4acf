"""A form sent back as the page shows it changes nothing, also where what was chosen is no longer in use."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.db.models import Model
from django.forms import model_to_dict
from django.test import Client

from qiao.channels.testing import make_mailbox
from qiao.customers.testing import make_contract, make_deployment
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import WebhookEndpoint
from qiao.products.models import Product
from qiao.products.testing import make_component, make_product, make_version
from qiao.staff.models import Team
from qiao.staff.testing import make_person, make_team
from qiao.tickets.models import CustomField, PublicAnswer, QuickReply, RequestType
from qiao.tickets.testing import make_ticket

pytestmark = pytest.mark.django_db

MADE_BY_US = ("settings_stamp", "updated_at", "words", "name_py", "name_initials")
EVERY_ROLE = ("administrator", "lead", "operations", "product_manager", "agent_l1", "customer_success", "auditor")
Case = Callable[..., tuple[str, Model]]


def quick_reply(product: Product, **_: Any) -> tuple[str, Model]:
    row = QuickReply.objects.create(name="Got it", body=Bilingual("Thanks", "Thanks"))
    row.products.set([product])
    return f"/setup/quick-replies/{row.pk}/", row


def ticket_field(product: Product, **_: Any) -> tuple[str, Model]:
    row = CustomField.objects.create(key="site", label=Bilingual("Site", "Site"), kind="text")
    row.products.set([product])
    return f"/setup/fields/{row.pk}/", row


def kind_of_request(product: Product, team: Team, **_: Any) -> tuple[str, Model]:
    name = Bilingual("Help", "Help")
    row = RequestType.objects.create(name=name, icon="chat", kind="question", priority="normal", team=team)
    row.products.set([product])
    return f"/setup/requests/{row.pk}/", row


def public_answer(product: Product, **_: Any) -> tuple[str, Model]:
    row = PublicAnswer.objects.create(title=Bilingual("How", "How"), body=Bilingual("So", "So"))
    row.products.set([product])
    return f"/setup/public-answers/{row.pk}/", row


def facts_of_a_ticket(product: Product, **_: Any) -> tuple[str, Model]:
    component = make_component(product, is_active=False)
    row = make_ticket("x", product=product, version=make_version(product), component=component)
    return f"/desk/tickets/{row.number}/fields/", row


def webhook(product: Product, **_: Any) -> tuple[str, Model]:
    row = WebhookEndpoint.objects.create(name="ERP", url="https://erp.example.com/", product_ids=[product.pk])
    return f"/setup/webhooks/{row.pk}/edit/", row


def contract(product: Product, acme: Any, **_: Any) -> tuple[str, Model]:
    row = make_contract(acme, product=product)
    return f"/desk/contracts/{row.pk}/edit/", row


def deployment(product: Product, acme: Any, **_: Any) -> tuple[str, Model]:
    row = make_deployment(acme, product, make_version(product))
    return f"/desk/deployments/{row.pk}/edit/", row


def customer(person: Any, acme: Any, **_: Any) -> tuple[str, Model]:
    acme.owner = person
    acme.save()
    return f"/desk/customers/{acme.pk}/edit/", acme


def mailbox(product: Product, team: Team, **_: Any) -> tuple[str, Model]:
    row = make_mailbox("help@ours.example", product=product, team=team)
    return f"/setup/mailboxes/{row.pk}/", row


def a_product(person: Any, team: Team, **_: Any) -> tuple[str, Model]:
    row = make_product("Helm", owner=person, team=team)
    return f"/desk/products/{row.pk}/edit/", row


def a_component(person: Any, **_: Any) -> tuple[str, Model]:
    row = make_component(make_product("Helm"), owner=person)
    return f"/desk/components/{row.pk}/edit/", row


def a_team(person: Any, **_: Any) -> tuple[str, Model]:
    row = make_team("Second line")
    row.members.set([person])
    return f"/setup/teams/{row.pk}/", row


def a_person(team: Team, **_: Any) -> tuple[str, Model]:
    row = make_person("Yan", roles=("agent_l1",))
    row.teams.set([team])
    return f"/setup/people/{row.pk}/", row


def reach_of_a_person(product: Product, **_: Any) -> tuple[str, Model]:
    row = make_person("Yan", roles=("agent_l1",))
    row.products.set([product])
    return f"/setup/people/{row.pk}/products/", row


CASES = (
    quick_reply, ticket_field, kind_of_request, public_answer, facts_of_a_ticket, webhook, contract, deployment,
    customer, mailbox, a_product, a_component, a_team, a_person, reach_of_a_person,
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_nothing_is_lost_that_is_no_longer_in_use(case: Case, acme, client_of) -> None:
    product, team = make_product("Old", is_active=False), make_team("Gone", is_active=False)
    person = make_person("Zhou", roles=("agent_l1",), is_active=False, deactivated_at="2026-01-01T00:00Z")
    address, row = case(product=product, team=team, person=person, acme=acme)
    before = facts(row)
    send_back(client_of(make_person("Root", roles=EVERY_ROLE)), address)
    assert facts(row) == before


def facts(row: Model) -> dict[str, Any]:
    """What stands in the row, and its choices of several."""
    row.refresh_from_db()
    members = set(row.members.all()) if isinstance(row, Team) else set()
    return model_to_dict(row, exclude=MADE_BY_US) | {"members": members}


def send_back(browser: Client, address: str) -> None:
    """Post the form of the page as it is shown."""
    page = browser.get(address).content.decode()
    form = max(lxml.html.document_fromstring(page).forms, key=lambda form: len(form.fields.keys()))
    answer = browser.post(address, values(form))
    assert answer.status_code in (200, 204, 302), lxml.html.document_fromstring(answer.content).text_content()


def values(form: Any) -> dict[str, list[str]]:
    """Every value the form would send, by name."""
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found
