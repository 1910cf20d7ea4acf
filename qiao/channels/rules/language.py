"""Guessing the language of a mail among those the product speaks."""

import re

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
KANA = re.compile(r"[\u3040-\u30ff]")
LATIN = re.compile(r"[A-Za-z]{2,}")


def guess_language(text: str, fallback: str) -> str:
    """`zh-hans`, `en` or `fallback` when there is too little to tell (or another language is at work)."""
    sample = text[:5_000]
    han, words = len(HAN.findall(sample)), len(LATIN.findall(sample))
    if len(KANA.findall(sample)) > han / 4:
        return fallback
    # Chinese mails on software are full of English names and log lines: a few Han sentences decide
    if han >= 4 and han * 4 >= words:
        return "zh-hans"
    return "en" if words >= 3 and han < 4 else fallback
