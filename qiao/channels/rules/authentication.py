"""Reading Authentication-Results (RFC 8601): only what our own mail server says counts."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

Result = Literal["pass", "fail", "none"]
METHOD = re.compile(r"\s*(dmarc|spf|dkim)\s*(?:/\s*\d+)?\s*=\s*([a-z]+)(?!\S)", re.IGNORECASE)
REFUSED = {"fail", "softfail", "permerror", "reject"}
FEWEST_MAILS, FEWEST_DOMAINS, LEAST_SHARE = 3, 2, 0.9


@dataclass(frozen=True, slots=True)
class MailChecks:
    """Results of our mail server's checks, and the header they were read from."""

    dmarc: Result = "none"
    spf: Result = "none"
    dkim: Result = "none"
    header: str = ""


def trusted_checks(headers: list[str], authserv_id: str) -> MailChecks:
    """The results by `authserv_id`; "none" throughout when that server said nothing.

    Only the topmost header of that name is read: those below may have been sent along by a forger.
    """
    wanted = authserv_id.strip().lower()
    if not wanted:
        return MailChecks()
    for header in headers:
        server, *results = _statements(header)
        if (server.split() or [""])[0].lower() == wanted:
            return _read(results, header)
    return MailChecks()


@dataclass(frozen=True, slots=True)
class LikelyServer:
    """The server that probably checks our mail: first in `mails` of the last `of`, from `domains` senders' domains."""

    name: str
    mails: int
    of: int
    domains: int


def server_name(headers: list[str]) -> str:
    """Who wrote the topmost Authentication-Results; "" when nobody did, or did not say so (as Exchange Online)."""
    name = (_statements(headers[0])[0].split() or [""])[0].lower() if headers else ""
    return "" if "=" in name else name


def likely_server(seen: list[tuple[str, str]]) -> LikelyServer | None:
    """The one name that stands first in nearly all mails, from (server's name, sender's domain) of each.

    A forger can send such a header along where our server adds none, but not in everybody's mail.
    """
    names = Counter(name for name, _domain in seen if name)
    if not names:
        return None
    name, mails = names.most_common(1)[0]
    domains = len({domain for other, domain in seen if other == name})
    is_likely = mails >= FEWEST_MAILS and mails >= LEAST_SHARE * len(seen) and domains >= FEWEST_DOMAINS
    return LikelyServer(name, mails, len(seen), domains) if is_likely else None


def _statements(header: str) -> list[str]:
    """The server's name and each of its results: what stands between semicolons.

    Comments are left out, and of quoted strings only a quotation mark is left: they may hold what a sender wrote.
    """
    parts, comments, is_quoted = [""], 0, False
    chars = iter(header)
    for char in chars:
        if char == "\\" and (comments or is_quoted):
            next(chars, "")
        elif is_quoted:
            is_quoted = char != '"'
        elif char == "(":
            comments += 1
            parts[-1] += " "
        elif comments:
            comments -= char == ")"
        elif char == ";":
            parts.append("")
        else:
            is_quoted = char == '"'
            parts[-1] += char
    return parts


def _read(results: list[str], header: str) -> MailChecks:
    found: dict[str, list[str]] = {}
    for statement in results:
        if match := METHOD.match(statement):
            found.setdefault(match[1].lower(), []).append(match[2].lower())
    return MailChecks(
        dmarc=_only(found.get("dmarc", [])),
        spf=_best(found.get("spf", [])),
        dkim=_best(found.get("dkim", [])),
        header=header.strip()[:2000],
    )


def _only(results: list[str]) -> Result:
    """There is one result for the sender's domain; if there are several, none may be negative."""
    is_passed = bool(results) and all(result == "pass" for result in results)
    return "pass" if is_passed else "fail" if REFUSED.intersection(results) else "none"


def _best(results: list[str]) -> Result:
    """Of several signatures or identities one that is good suffices."""
    return "pass" if "pass" in results else "fail" if REFUSED.intersection(results) else "none"
