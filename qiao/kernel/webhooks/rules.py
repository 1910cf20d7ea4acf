"""When to try again, and when an endpoint counts as dead. Pure."""

from datetime import datetime, timedelta

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # fmt: skip
"""Between one attempt and the next; after the last one the delivery is given up. Three days and four hours in all."""

DEAD_AFTER_FAILURES, DEAD_AFTER = 15, timedelta(hours=1)
PROBE_EVERY = timedelta(hours=1)
SECRETS_OVERLAP = timedelta(hours=24)
_SPREAD = 0.2


def next_attempt(attempts: int, now: datetime, chance: float) -> datetime | None:
    """When to try again after `attempts` failures; None to give up. `chance` (0 to 1) spreads what failed together."""
    if attempts > len(PAUSES):
        return None
    return now + PAUSES[attempts - 1] * (1 + _SPREAD * chance)


def is_dead(failures: int, failing_since: datetime | None, now: datetime) -> bool:
    """Whether so many failures in a row, over so long a time, mean that nobody is there."""
    return failures >= DEAD_AFTER_FAILURES and failing_since is not None and now - failing_since >= DEAD_AFTER
