"""Reading Authentication-Results (RFC 8601): only what our own mail server says counts."""

import re
from dataclasses import dataclass
from typing import Literal

Result = Literal["pass", "fail", "none"]
METHOD = re.compile(r"(?:^|[;\s])(dmarc|spf|dkim|compauth)\s*(?:/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
COMMENT = re.compile(r"\([^()]*\)")


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
