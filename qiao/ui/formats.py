"""Times and durations as people write them, in the active language and zone."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def relative_time(at: datetime, now: datetime) -> str:
    """just now, 3 min ago, 18:20, yesterday 18:20, 11-20 18:20, 2025-11-20; future times as date and time."""
    local, today = timezone.localtime(at), timezone.localtime(now)
    seconds = (now - at).total_seconds()
    if 0 <= seconds < MINUTE:
        return _("just now")
    if 0 <= seconds < HOUR:
        minutes = int(seconds // MINUTE)
        return ngettext("%(n)d min ago", "%(n)d min ago", minutes) % {"n": minutes}
    clock = local.strftime("%H:%M")
    days = (today.date() - local.date()).days
    if days == 0:
        return clock
    if days == 1:
        return _("yesterday %(time)s") % {"time": clock}
    if days == -1:
        return _("tomorrow %(time)s") % {"time": clock}
    if local.year == today.year:
        return f"{local:%m-%d} {clock}"
    return f"{local:%Y-%m-%d}"


def exact_time(at: datetime) -> str:
    """Date, time with seconds, zone: for hovering."""
    # of times in the same zone, Python holds the two of an hour that comes twice for equal
    return _exact(at.astimezone(UTC), timezone.get_current_timezone())


@lru_cache(maxsize=4_096)
def _exact(at: datetime, zone: tzinfo) -> str:
    local = timezone.localtime(at, zone)
    if local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset():
        return format_date(local, "Y-m-d H:i:s T")  # an hour that comes twice, or never
    return f"{local.replace(tzinfo=None).isoformat(' ', 'seconds')} {local.tzname()}"


def duration(seconds: float) -> str:
    """The two largest units: 2 d 3 h, 1 h 05 m, 42 m; less than a minute is 1 m."""
    return _duration(max(1, int(abs(seconds)) // MINUTE), get_language())


@lru_cache(maxsize=4_096)
def _duration(minutes: int, _language: str | None) -> str:
    days, rest = divmod(minutes, DAY // MINUTE)
    hours, minutes = divmod(rest, 60)
    if days and hours:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    if days:
        return _("%(days)d d") % {"days": days}
    if hours and minutes:
        return _("%(hours)d h %(minutes)02d m") % {"hours": hours, "minutes": minutes}
    if hours:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(minutes)d m") % {"minutes": minutes}


def file_size(size: int) -> str:
    """Bytes as KB, MB, GB with at most one decimal."""
    if size < 1_000:
        return f"{size} B"
    for unit, limit in (("KB", 1e6), ("MB", 1e9), ("GB", float("inf"))):
        if size < limit:
            value = size / (limit / 1e3) if limit != float("inf") else size / 1e9
            return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    return ""


def is_soon(due: datetime, now: datetime, target: timedelta | None) -> bool:
    """Less than a third of the target is left, or less than two hours."""
    left = due - now
    return left < timedelta(hours=2) or (target is not None and left < target / 3)
