"""What a mail's headers say about the conversation it belongs to, in the order of their reliability."""

import re
from dataclasses import dataclass

from qiao.channels.rules.mail import ParsedMail
from qiao.channels.rules.tokens import PlusToken, read_plus_address

MOST_IDS = 60
LONGEST_ID = 998
PREFIX = re.compile(
    r"^\s*(?:re|aw|antw|antwort|sv|vs|rv|ref|odp|ynt|fwd?|wg|tr|rif|回复|回覆|答复|答覆|回信|转发|轉寄|轉發|返信|転送)"
    r"\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]\s*",
    re.IGNORECASE,
)
OUTSIDE = re.compile(r"^\s*[\[【(](?:external|ext|外部邮件|外部|外来邮件)[\]】)]\s*[:：]?\s*", re.IGNORECASE)
TAG = r"[\[【]\s*#?{prefix}-(\d{{1,15}})\s*[\]】]"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that may name a thread. `ids`: newest first. `tags`, `markers`: ticket numbers."""

    tokens: tuple[PlusToken, ...]
    ids: tuple[str, ...]
    tags: tuple[int, ...]
    markers: tuple[int, ...]


def evidence_of(mail: ParsedMail, envelope_to: list[str], *, prefix: str) -> Evidence:
    """Collect the evidence of one mail. `prefix` is that of ticket numbers, `Q`."""
    return Evidence(
        tokens=_tokens(mail, envelope_to),
        ids=tuple(newest_first(mail.in_reply_to, mail.references)),
        tags=numbers_in(mail.subject, prefix),
        markers=numbers_in(mail.quoted_text, prefix),
    )


def _tokens(mail: ParsedMail, envelope_to: list[str]) -> tuple[PlusToken, ...]:
    named = [entry.address for entry in (*mail.to, *mail.cc)]
    original = [value.strip(" <>") for key, value in mail.headers if key.lower() == "x-original-to"]
    found = [read_plus_address(address) for address in (*envelope_to, *mail.delivered_to, *original, *named)]
    return tuple(dict.fromkeys(token for token in found if token))


def normal_id(message_id: str) -> str:
    """A Message-ID as it is stored and compared."""
    return re.sub(r"[\s<>\x00-\x1f\x7f]+", "", message_id)[:LONGEST_ID]


def newest_first(in_reply_to: list[str], references: list[str]) -> list[str]:
    """The ids a mail answers to: In-Reply-To, then References from the last to the first."""
    # the first reference is the root of the conversation: it stays even when the middle is cut
    kept = references if len(references) <= MOST_IDS else [references[0], *references[1 - MOST_IDS :]]
    ids = [normal_id(item) for item in (*in_reply_to[:5], *reversed(kept))]
    return list(dict.fromkeys(item for item in ids if item))


def numbers_in(text: str, prefix: str) -> tuple[int, ...]:
    """Ticket numbers written as tags, `[Q-123]`, in order, once each."""
    found = re.findall(TAG.format(prefix=re.escape(prefix)), text[:200_000], re.IGNORECASE | re.ASCII)
    return tuple(dict.fromkeys(int(number) for number in found))[:10]


def base_subject(subject: str, prefix: str) -> str:
    """A subject without answer marks, ticket tags and warnings of gateways; blanks made single."""
    text = re.sub(TAG.format(prefix=re.escape(prefix)), " ", subject[:1000], flags=re.IGNORECASE | re.ASCII)
    text = re.sub(r"\s+", " ", text).strip()
    while True:
        shorter = OUTSIDE.sub("", PREFIX.sub("", text)).strip()
        if shorter == text:
            return text
        text = shorter


def is_other_subject(subject: str, before: str, prefix: str) -> bool:
    """Whether somebody wrote another subject into an answer; an emptied subject does not count."""
    new, old = base_subject(subject, prefix).casefold(), base_subject(before, prefix).casefold()
    return bool(new and old) and new != old and not (new in old or old in new)
