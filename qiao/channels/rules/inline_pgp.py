"""PGP armour around a signed text (RFC 4880, 7): the words inside, without checking anything."""

import re

BEGIN, SIGNATURE, END = (
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)
MOST_SIGNATURES = 5
ARMOUR_HEADERS = re.compile(r"[ \t]*\n(?:[A-Za-z-]{1,30}:[^\n]*\n){0,10}\n?")


def strip_armour(text: str) -> tuple[str, str]:
    """(text without armour, the signature blocks); the text itself and "" when it is not clear-signed."""
    blocks: list[str] = []
    for _ in range(MOST_SIGNATURES):
        text, block = _without_one(text)
        if not block:
            break
        blocks.append(block)
    return text, "\n\n".join(blocks)


def _without_one(text: str) -> tuple[str, str]:
    start = text.find(BEGIN)
    signature = text.find(SIGNATURE, start) if start >= 0 else -1
    if signature < 0:
        return text, ""
    head = ARMOUR_HEADERS.match(text, start + len(BEGIN))
    end = text.find(END, signature)
    end = len(text) if end < 0 else end + len(END)
    body = text[head.end() if head else start + len(BEGIN) : signature].rstrip("\n")
    body = re.sub(r"^- ", "", body, flags=re.MULTILINE)
    return text[:start] + body + text[end:], text[signature:end]
