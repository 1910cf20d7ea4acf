"""What S/MIME and OpenPGP have in common: the keys of a mailbox, and the answer to a signature."""

from dataclasses import dataclass, field
from typing import Literal


class Unopened(ValueError):
    """An encrypted mail cannot be opened: another key, an unknown method, or damage."""


@dataclass(frozen=True, slots=True)
class MailKeys:
    """With what a mailbox opens and checks mail: PEM and armoured texts, "" where there is none."""

    smime_certificate: str = ""
    smime_key: str = field(default="", repr=False)
    trusted_certificates: str = ""
    pgp_key: str = field(default="", repr=False)
    pgp_public_keys: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a signature holds; the addresses the signer's certificate or key is for; its name."""

    state: Literal["unchecked", "valid", "unknown_signer", "broken"]
    addresses: frozenset[str] = frozenset()
    name: str = ""
