"""What the house of the journeys holds; run in the product's own shell by the fixture `house`."""

from qiao.channels.testing import make_mailbox
from qiao.customers.testing import make_contact, make_organisation
from qiao.products.testing import make_product
from qiao.staff.testing import make_person, make_team
from qiao.tickets.testing import make_ticket

PEOPLE = {"en": "mei@qiao.example", "zh-hans": "lin@qiao.example"}
SUPPORT = "support@harbour.example"
CUSTOMER = "ada@acme.example"
SUBJECTS = {"en": "Gateway refuses every token", "zh-hans": "\u7f51\u5173\u62d2\u7edd\u6240\u6709\u4ee4\u724c"}
BODIES = {
    "en": "Since the upgrade the gateway answers 401 to every scheduler.",
    "zh-hans": "\u5347\u7ea7\u4e4b\u540e\uff0c\u7f51\u5173\u5bf9\u6240\u6709\u8c03\u5ea6\u5668\u90fd\u8fd4\u56de 401\u3002",
}
WORDS = {"en": "scheduler", "zh-hans": "\u8c03\u5ea6\u5668"}


def plant(runs: list[str]) -> None:
    """Two people, a customer, and for every run (language and size) tickets of its own to act on."""
    team = make_team("Front line", name_zh="\u4e00\u7ebf")
    product = make_product("Harbour", name_zh="\u6e2f\u6e7e", team=team)
    make_mailbox(SUPPORT, name="Harbour support", product=product, team=team)
    for language, address in PEOPLE.items():
        make_person(
            {"en": "Mei Ruoqing", "zh-hans": "\u6797\u6674"}[language], email=address, language=language,
            roles=("lead", "administrator", "agent_l2"),
        )  # fmt: skip
    acme = make_organisation("Acme", domains=("acme.example",), language="en")
    ada = make_contact("Ada Byron", email=CUSTOMER, organisation=acme)
    for language, subject in SUBJECTS.items():
        make_ticket(subject, body=BODIES[language], requester=ada, product=product, language=language)
    for run in runs:
        for act in ("merge", "bulk"):
            asker = make_contact(f"Bo {act} {run}", organisation=make_organisation(f"{act} {run}"))
            make_ticket(f"First {act} {run}", requester=asker, product=product, tags=(f"{act}-{run}",))
            make_ticket(f"Second {act} {run}", requester=asker, product=product, tags=(f"{act}-{run}",))
