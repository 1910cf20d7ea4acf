"""What the desk has arranged: mailboxes, quick replies, fields, views."""

from typing import Any

from qiao.channels.models import Mailbox
from qiao.kernel.i18n import Bilingual
from qiao.kernel.text.names import name_keys
from qiao.site.demo.company import Company
from qiao.tickets.models import CustomField, DeskPolicy, QuickReply, SavedView


def arrange_desk(company: Company, table: dict[str, Any]) -> dict[str, Mailbox]:
    """Write all of it; the mailboxes by the part of their address before the @."""
    DeskPolicy.objects.get_or_create(pk=1)
    for entry in table["quick_reply"]:
        _quick_reply(company, entry)
    for position, entry in enumerate(table["custom_field"]):
        _custom_field(company, entry, position)
    for position, entry in enumerate(table["saved_view"]):
        SavedView.objects.create(
            name=entry["name"], owner=company.people[entry["owner"]], is_shared=entry.get("is_shared", False),
            team=company.teams[entry["team"]] if "team" in entry else None, query=entry["query"], position=position,
        )  # fmt: skip
    return {entry["address"].partition("@")[0]: _mailbox(company, entry) for entry in table["mailbox"]}


def _quick_reply(company: Company, entry: dict[str, Any]) -> None:
    pinyin, initials = name_keys(entry["name"])
    reply = QuickReply.objects.create(
        name=entry["name"], name_py=pinyin[:400], name_initials=initials[:120],
        body=Bilingual(en=entry["en"], zh_hans=entry["zh"]),
        owner=company.people[entry["owner"]] if "owner" in entry else None, updated_at=company.today,
    )  # fmt: skip
    if "product" in entry:
        reply.products.add(company.products[entry["product"]])


def _custom_field(company: Company, entry: dict[str, Any], position: int) -> None:
    field = CustomField.objects.create(
        key=entry["key"], label=Bilingual(en=entry["en"], zh_hans=entry["zh"]), kind=entry["kind"], position=position,
        choices=[{"key": key, "en": english, "zh-hans": chinese} for key, english, chinese in entry.get("choices", ())],
    )  # fmt: skip
    field.products.set([company.products[key] for key in entry["products"]])


def _mailbox(company: Company, entry: dict[str, Any]) -> Mailbox:
    """Mail for it comes through the local listener; there is no remote server to fetch from or send by."""
    return Mailbox.objects.create(
        name=entry["name"], address=entry["address"], sender_name=entry.get("sender", ""), language=entry["language"],
        product=company.products[entry["product"]] if "product" in entry else None,
        team=company.teams[entry["team"]], is_catch_all=entry.get("is_catch_all", False), incoming="listener",
        sends_ack=False,
    )  # fmt: skip
