"""Reading Authentication-Results (RFC 8601): only what our own mail server says counts."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

Result = Literal["pass", "fail", "none"]
METHOD = re.compile(r"(?:^|[;\s])(dmarc|spf|dkim|compauth)\s*(?:/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
COMMENT = re.compile(r"\([^()]*\)")
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
        text = COMMENT.sub(" ", header)
        server, _, results = text.partition(";")
        if server.strip().split(" ")[0].lower() == wanted:
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
    text = COMMENT.sub(" ", headers[0]) if headers else ""
    name = (text.partition(";")[0].split() or [""])[0].lower()
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


def _read(results: str, header: str) -> MailChecks:
    found: dict[str, list[str]] = {}
    for name, result in METHOD.findall(results):
        found.setdefault(name.lower(), []).append(result.lower())
    return MailChecks(
        dmarc=_verdict(found.get("dmarc", [])),
        spf=_verdict(found.get("spf", [])),
        dkim=_verdict(found.get("dkim", [])),
        header=header.strip()[:2000],
    )


def _verdict(results: list[str]) -> Result:
    if "pass" in results:
        return "pass"
    return "fail" if any(result in {"fail", "softfail", "permerror", "reject"} for result in results) else "none"
