"""Challenges: a guard of the receiver holds a mail back until its writer proves to be a person."""

import re

from qiao.channels.rules.quotes import split_text

# What has to be done, and what becomes of the mail then, in one sentence or in two that follow each other.
_MAIL = r"(?:your|this|the|all your|(?:the|this) original) (?:e-?mails?|mails?|messages?)"
_ACT = r"(?:click|follow|visit|use|go to|reply|respond|answer|confirm|verify|complete|fill (?:in|out))"
CHALLENGE = re.compile(
    rf"\b{_ACT}\b.{{0,200}}\b(?:to (?:have|get|let|allow) {_MAIL} (?:to be |be )?(?:delivered|released|through)|"
    rf"to (?:deliver|release) {_MAIL}|(?:so that|and|then) {_MAIL} (?:will|can) be (?:delivered|released))|"
    rf"\bto (?:have|get) {_MAIL} (?:delivered|released)\b.{{0,80}}\b{_ACT}\b|"
    rf"\b{_MAIL} (?:will not|won['’]t|cannot|can['’]t) be (?:delivered|released|read)\b.{{0,60}}\buntil you\b|"
    rf"\b(?:before|until) {_MAIL} (?:will be|can be|is) (?:delivered|released)\b.{{0,200}}\b{_ACT}\b|"
    r"(?:点击|點擊|打开|访问|回复|回覆).{0,80}(?:验证|驗證|确认|確認).{0,80}"
    r"(?:(?:才能|才会|方可|以便|之后|後).{0,20}(?:邮件|郵件|来信|來信).{0,10}(?:投递|送达|送達|投遞|收到)|"
    r"(?:才能|才会|以便)我?收到[您你]的(?:邮件|郵件|来信|來信))",
    re.IGNORECASE | re.DOTALL,
)
LENGTH = 2000


def asks_for_proof(text: str) -> bool:
    """Whether the mail's own words, without what it quotes, make its delivery depend on an act of the writer."""
    return bool(CHALLENGE.search(" ".join(split_text(text[:LENGTH], is_reply=True).own.split())))
