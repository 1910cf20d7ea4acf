"""Which customer a mail domain identifies: by itself or a parent domain, never a public mail provider."""

from functools import cache
from importlib.resources import files


def organisation_candidates(domain: str) -> list[str]:
    """Domains under which an organisation may be registered for mail from `domain`, nearest first.

    Parents are included (mail.acme.com.cn → acme.com.cn); free-mail providers and shared suffixes
    (com.cn, co.uk) end the climb. `domain` must be in normal form.
    """
    candidates = []
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        parent = ".".join(labels[start:])
        if speaks_for_nobody(parent):
            break
        candidates.append(parent)
    return candidates


def speaks_for_nobody(domain: str) -> bool:
    """Whether people of many organisations have mail here, so that it tells nothing about the customer."""
    return domain in free_mail_domains() or domain in shared_suffixes() or "." not in domain


@cache
def free_mail_domains() -> frozenset[str]:
    """Providers of private and disposable addresses: `data/free_mail.txt`."""
    return _lines("free_mail.txt")


@cache
def shared_suffixes() -> frozenset[str]:
    """Suffixes below which names are registered: `data/shared_suffixes.txt`."""
    return _lines("shared_suffixes.txt")


def _lines(name: str) -> frozenset[str]:
    text = (files("qiao.customers") / "data" / name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
