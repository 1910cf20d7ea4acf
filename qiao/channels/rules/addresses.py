"""Address lists as people and broken programs write them (RFC 5322 and well beside it)."""

import re
from collections.abc import Iterator

from qiao.channels.rules.headers import decode_words
from qiao.channels.rules.mail import Address, Notes

MAX_ADDRESSES = 1000
TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[^<>]*>|'
    r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=|[,;:]|[^\s\"(),;:<>]+|\s+|.",
    re.DOTALL,
)
TOKEN_OPEN = re.compile(r"<[^<>]{0,1000}>|=\?[^?\s]+\?[bBqQ]\?[^?]*\?=|[,;:]|[^\s\"(),;:<>]+|\s+|.", re.DOTALL)
NOBODY = re.compile(r"undisclosed[ -]recipients?|recipient list not shown|unlisted-recipients?.*", re.IGNORECASE)
BARE = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+")


def parse_addresses(text: str, notes: Notes) -> list[Address]:
    """Every mailbox of a header value; groups are flattened, empty groups give nothing."""
    found: list[Address] = []
    text = text.replace("＜", "<").replace("＞", ">")
    for piece in (part for whole in _pieces(text[:100_000]) for part in _unglued(whole)):
        entry = _one(piece, notes)
        found.extend(entry)
        if len(found) >= MAX_ADDRESSES:
            notes.add("too-many-addresses")
            break
    return found[:MAX_ADDRESSES]


def _pieces(text: str) -> list[list[str]]:
    """Token lists between commas; a colon after a phrase opens a group, a semicolon ends one."""
    pieces: list[list[str]] = [[]]
    in_group = False
    for part in _tokens(text):
        if part in ",;" or (part == ";" and in_group):
            in_group = in_group and part != ";"
            pieces.append([])
        elif part == ":" and not in_group and not any("@" in part and part[0] != '"' for part in pieces[-1]):
            in_group = True
            pieces[-1] = []
        else:
            pieces[-1].append(part)
    return [piece for piece in _rejoined(pieces) if "".join(piece).strip()]


def _tokens(text: str) -> Iterator[str]:
    """Tokens in order. Once a quote or bracket is found open, no later one is searched: that keeps it linear."""
    at, pattern = 0, TOKEN
    while at < len(text):
        found = pattern.match(text, at)
        if found is None:
            return
        if found[0] in ('"', "(") and pattern is TOKEN:
            pattern = TOKEN_OPEN
        yield found[0]
        at = found.end()


def _rejoined(pieces: list[list[str]]) -> list[list[str]]:
    """Put back names split at an unquoted comma: `Lee, Ann <a@b>`; an address-less piece joins the next."""
    out: list[list[str]] = []
    held: list[str] = []
    for piece in pieces:
        has_address = any(("@" in part and part[0] not in '"(=') or part[0] == "<" for part in piece)
        angled = any(part[0] == "<" for part in piece)
        if has_address or not "".join(piece).strip():
            out.append([*held, ", ", *piece] if held and angled else piece)
            if held and not angled:
                out.insert(len(out) - 1, held)
            held = []
        else:
            held = [*held, ", ", *piece] if held else piece
    if held:
        out.append(held)
    return out


def _unglued(parts: list[str]) -> list[list[str]]:
    """`Ann <a@b> Bo <c@d>`, where somebody forgot the comma, as two; a lone repetition of the address stays."""
    out: list[list[str]] = [[]]
    is_complete = False
    for part in parts:
        if is_complete and part.strip() and part[0] not in "<(":
            out.append([])
            is_complete = False
        out[-1].append(part)
        is_complete = is_complete or _is_mailbox(part)
    return out if all(any(_is_mailbox(part) for part in piece) for piece in out) else [parts]


def _is_mailbox(part: str) -> bool:
    return part.startswith("<") and part.endswith(">") and "@" in part


def _one(parts: list[str], notes: Notes) -> list[Address]:
    angled = [part for part in parts if part.startswith("<") and part.endswith(">") and len(part) > 1]
    usable = [part for part in angled if "@" in part] or angled
    comments = [part[1:-1] for part in parts if part.startswith("(") and len(part) > 1]
    if usable:
        outside = set(parts) - set(angled)
        name = _name([part for part in parts if part in outside and not part.startswith("(")], notes)
        address = clean_address(usable[-1][1:-1])
        if "@" not in address and "@" in name and BARE.search(name):
            address = clean_address(name) or address
        if not name and comments:
            name = _name(comments, notes)
        return [_checked(Address("" if name == address else name, address), notes)] if address or name else []
    return _without_angles(parts, comments, notes)


def _without_angles(parts: list[str], comments: list[str], notes: Notes) -> list[Address]:
    rest = "".join(part for part in parts if not part.startswith("(")).strip()
    decoded = decode_words(rest, notes).strip()
    if re.fullmatch(r'"[^"]+"@[^\s@<>]+', decoded):
        return [_checked(Address(_name(comments, notes), decoded), notes)]
    if decoded != rest and "@" in decoded and "<" in decoded:
        return _one([part for part in TOKEN.findall(decoded) if part], notes)
    words = [word.strip("\"'<>") for word in BARE.findall(decoded)]
    if len(words) > 1 and not re.search(r"[^\s@]+@[^\s@]+@", decoded):
        return [_checked(Address("", clean_address(word)), notes) for word in words]
    if words:
        outside = decoded.replace(words[0], "").strip(" \t\"'<>[]")
        name = outside or (_name(comments, notes) if comments else "")
        return [_checked(Address(name, clean_address(words[0])), notes)]
    if NOBODY.fullmatch(decoded):
        return []
    name = _name(comments, notes) if comments else ""
    address = decoded.strip('"<> ')
    return [_checked(Address(name, address), notes)] if address or name else []


def _name(parts: list[str], notes: Notes) -> str:
    parts = [
        re.sub(r"\\(.)", r"\1", part[1:-1]) if len(part) > 1 and part[0] == part[-1] == '"' else part for part in parts
    ]
    text = decode_words("".join(parts), notes)
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    text = re.sub(r"\s+", " ", text).strip().strip(",").strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text.strip('"').strip("<> \t")


def clean_address(text: str) -> str:
    """The bare address in `text`: no spaces, brackets, `mailto:` or source route."""
    joint = "" if "@" in text and '"' not in text else " "
    address = re.sub(r"[\x00-\x20\x7f]+", joint, text).strip().strip("<>").strip()
    address = re.sub(r"^(?:mailto|smtp):", "", address, flags=re.IGNORECASE)
    if address.startswith("@") and ":" in address:
        address = address.rpartition(":")[2]
    return address.strip("'").rstrip(".,;") if not address.startswith('"') else address


def _checked(entry: Address, notes: Notes) -> Address:
    if entry.address and not is_address(entry.address):
        notes.add(f"address-invalid: {entry.address[:80]}")
    return entry


def is_address(address: str) -> bool:
    """Whether a string can be mailed to: one @ with something on both sides, no blanks, sane length."""
    local, at, domain = address.rpartition("@")
    return bool(
        at
        and local
        and domain
        and len(address) <= 320
        and not re.search(r"[\s<>]", domain)
        and ("@" not in local or local.startswith('"'))
    )


def message_ids(text: str) -> list[str]:
    """Ids of a Message-ID, In-Reply-To or References value, without angle brackets, in order, once each."""
    found = [re.sub(r"\s+", "", item) for item in re.findall(r"<([^<>]+)>", text)]
    if not found:
        found = [word.strip("<>,;\"'") for word in text.split() if "@" in word]
        if not found and text.strip() and " " not in text.strip():
            found = [text.strip().strip("<>")]
    return list(dict.fromkeys(item for item in found if item))[:500]
