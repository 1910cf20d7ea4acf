"""PGP armour around a signed text (RFC 4880, 7): the words inside, without checking anything."""

import re

SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Za-z-]+:[^\n]*\n)*\n?(?P<body>.*?)\n?"
    r"(?P<signature>-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z))", re.S)


def strip_armour(text: str) -> tuple[str, str]:
    """(text without armour, the signature block); the text itself and "" when it is not clear-signed."""
    if "-----BEGIN PGP SIGNED MESSAGE-----" not in text:
        return text, ""
    match = SIGNED.search(text)
    if match is None:
        return text, ""
    body = re.sub(r"^- ", "", match["body"], flags=re.M)
    return text[:match.start()] + body + text[match.end():], match["signature"]
