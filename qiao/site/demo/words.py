"""Filling the slots of a text, and the small words around it."""

import random
from typing import Any

from qiao.site.demo.company import Company, Customer
from qiao.site.demo.data import Scenario, read_table

_CITIES = ("Singapore", "Oslo", "Perth", "Toronto", "Dublin", "Berlin")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
_CLOCKS = ("02:00", "01:30", "03:15", "23:40", "05:20", "14:10", "09:35", "17:05")


class Words:
    """The vocabulary of one ticket: every slot has one value, so that a conversation agrees with itself."""

    def __init__(self, company: Company, customer: Customer, scenario: Scenario, version: str, rnd: random.Random):
        self.rnd = rnd
        self.language = scenario.language
        self.small: dict[str, Any] = _small()[scenario.language]
        self.people = company.people
        cc = customer.contacts[1].name
        self.slots = {
            "version": version, "count": str(rnd.choice((36, 58, 84, 120, 180, 210, 260, 320, 480, 640))),
            "node": f"edge-{rnd.randrange(2, 60):02}",
            "host": f"app{rnd.randrange(1, 9):02}.{customer.source['domain']}",
            "ip": f"198.51.100.{rnd.randrange(2, 250)}", "clock": rnd.choice(_CLOCKS), "city": rnd.choice(_CITIES),
            "weekday": rnd.choice(_WEEKDAYS), "night": rnd.choice(_CLOCKS[:4]),
            "pct": str(rnd.randrange(31, 94)), "domain": customer.source["domain"],
            "code": f"req-{rnd.randrange(16**8):08x}", "org": customer.row.short_name, "cc": cc,
            "tier": customer.row.tier,
        }  # fmt: skip

    def fill(self, text: str, **more: str) -> str:
        """The text with its slots filled; other braces are left alone, they may be somebody's code."""
        for name, value in {**self.slots, **more}.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def pick(self, kind: str, **more: str) -> str:
        """One of the small phrases."""
        return self.fill(self.rnd.choice(self.small[kind]), **more)

    def letter(self, body: str, *, call: str, me: str) -> str:
        """An engineer's answer with greeting and closing."""
        parts = [self.pick("greetings", call=call), self.fill(body), self.pick("closings", me=me)]
        return "\n\n".join(part for part in parts if part)

    def note(self, body: str, mentioned: dict[str, str]) -> tuple[str, tuple[str, ...]]:
        """An internal note with its mentions in the form the product stores, and who is called."""
        called = tuple(key for slot, key in mentioned.items() if f"@{{{slot}}}" in body)
        for slot, key in mentioned.items():
            person = self.people[key]
            body = body.replace(f"@{{{slot}}}", f"@[{person.name}](person:{person.pk})")
            body = body.replace(f"{{{slot}}}", person.name)
        return self.fill(body), called

    def signed(self, body: str, *, name: str, job: str, phone: str) -> str:
        """A customer's mail with their signature, two dashes before it."""
        signature = self.fill(self.small["signature"], name=name, job=job, phone=phone)
        return f"{self.fill(body)}\n\n-- \n{signature}"


def _small() -> dict[str, Any]:
    words: dict[str, Any] = read_table("desk")["words"]
    return words
