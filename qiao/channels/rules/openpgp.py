"""OpenPGP (RFC 9580; in mail RFC 3156): opening what was encrypted for a mailbox, checking what was signed."""

from email.utils import parseaddr
from functools import partial

from pysequoia import Cert, Decrypted, Sig, Tsk, verify
from pysequoia import decrypt as decrypt_message
from pysequoia.packet import PacketPile

from qiao.channels.rules.mail import SignedPart
from qiao.channels.rules.sealed import Checked, Unopened

MOST_REASON = 200
# the library says no other way whether it judged a signature; one inside a compressed message it does not judge
NO_VALID = "no valid signatures found"


class KeyUnusable(ValueError):
    """A text is no OpenPGP key, has a password, or cannot decrypt."""


def load_key(text: str) -> Tsk:
    """A private key from its armoured text. Raises KeyUnusable."""
    try:
        key = Tsk.from_bytes(text.encode())
        key.decryptor()
    except (RuntimeError, ValueError) as error:
        raise KeyUnusable(_reason(error)) from error
    return key


def load_public_keys(text: str) -> list[Cert]:
    """All public keys in an armoured text, none when it is empty. Raises KeyUnusable."""
    if not text.strip():
        return []
    try:
        found: list[Cert] = []
        for block in text.split("-----BEGIN PGP PUBLIC KEY BLOCK-----")[1:]:
            found += Cert.split_bytes(f"-----BEGIN PGP PUBLIC KEY BLOCK-----{block}".encode())
    except (RuntimeError, ValueError) as error:
        raise KeyUnusable(_reason(error)) from error
    if not found:
        raise KeyUnusable("no public key")
    return found


def decrypt(message: bytes, key: str, public_keys: str) -> tuple[bytes, Checked | None]:
    """The content, and what is known of a signature inside; None when there is none. Raises Unopened, KeyUnusable."""
    decryptor = load_key(key).decryptor()
    known = load_public_keys(public_keys)
    asked: list[str] = []
    try:
        return _signed(decrypt_message(decryptor=decryptor, bytes=message, store=partial(_listed, known, asked)), known)
    except RuntimeError as error:  # also where only the signature does not hold, or there is none
        is_judged = NO_VALID in _reason(error)
    try:
        unchecked: Decrypted = decrypt_message(decryptor=decryptor, bytes=message)
    except RuntimeError as error:
        raise Unopened(_reason(error)) from error
    if not asked:
        return unchecked.bytes or b"", None
    return unchecked.bytes or b"", _failed(known, asked) if is_judged else Checked("unchecked")


def check(part: SignedPart, public_keys: str) -> Checked:
    """Whether a detached or clear-text signature holds, and who made it. Raises ValueError when it cannot be read."""
    known = load_public_keys(public_keys)
    asked: list[str] = []
    store = partial(_listed, known, asked)
    try:
        if part.content:
            signature = Sig.from_bytes(part.signature)
            valid = verify(bytes=part.content, store=store, signature=signature).valid_sigs
        else:
            valid = verify(bytes=part.signature, store=store).valid_sigs
    except RuntimeError as error:
        if not asked:
            raise ValueError(_reason(error)) from error
        return _failed(known, asked)
    return _valid(known, {one.certificate for one in valid})


def _listed(known: list[Cert], asked: list[str], key_ids: list[str]) -> list[Cert]:
    asked += key_ids
    return known


def _signed(opened: Decrypted, known: list[Cert]) -> tuple[bytes, Checked | None]:
    signers = {one.certificate for one in opened.valid_sigs}
    return opened.bytes or b"", _valid(known, signers) if signers else None


def _valid(known: list[Cert], signers: set[str]) -> Checked:
    names = [str(name) for cert in known if cert.fingerprint in signers for name in cert.user_ids]
    addresses = frozenset(parseaddr(name)[1].lower() for name in names)
    return Checked("valid", addresses, names[0] if names else min(signers))


def _failed(known: list[Cert], asked: list[str]) -> Checked:
    """No signature held: by a key we do not have, or by one we have, over something else."""
    signers = {cert.fingerprint for cert in known if any(_is_of(key, cert) for key in asked)}
    if signers:
        return Checked("broken", name=_valid(known, signers).name)
    return Checked("unknown_signer", name=asked[0].upper())


def _is_of(asked: str, cert: Cert) -> bool:
    """Whether a key is one of a certificate's, named by its fingerprint or by the end of it, the key ID."""
    prints = (packet.fingerprint for packet in PacketPile.from_bytes(str(cert).encode()))
    return any(found.lower().endswith(asked.lower()) for found in prints if found)


def _reason(error: Exception) -> str:
    """The first line: behind it the library prints where in its code it was."""
    return str(error).partition("\n")[0][:MOST_REASON]
