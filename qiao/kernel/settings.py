"""Reading settings from the environment: typed, loud when wrong.

A secret NAME may also be given as a file in NAME_FILE.
"""

import os
import secrets
from pathlib import Path

from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import reason


class SettingWrong(Exception):
    """A setting in the environment cannot be used; the message says what to write instead."""


def env_str(name: str, default: str = "") -> str:
    """Text setting."""
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    """Yes/no setting: 1, true, yes, on / 0, false, no, off."""
    text = os.environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingWrong(f"{name}={text!r}: {_('write true or false.')}")


def env_int(name: str, default: int) -> int:
    """Whole-number setting."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise SettingWrong(f"{name}={text!r}: {_('write a whole number.')}") from None


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of several words; the first is the default."""
    text = os.environ.get(name, "").strip() or choices[0]
    if text not in choices:
        raise SettingWrong(f"{name}={text!r}: {_('write %s.') % _(' or ').join(choices)}")
    return text


def env_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Comma-separated setting."""
    text = os.environ.get(name, "")
    return [part.strip() for part in text.split(",") if part.strip()] if text else list(default)


def env_hidden(name: str) -> str:
    """Secret from NAME, or from the file that NAME_FILE names; "" when neither is set."""
    if value := os.environ.get(name):
        return value
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        said = _("%(setting)s cannot be read: %(reason)s.")
        raise SettingWrong(said % {"setting": f"{name}_FILE={path!r}", "reason": why}) from None


def env_secret(name: str, *, generated_at: Path) -> str:
    """Secret from NAME, from the file NAME_FILE, or generated once into `generated_at` (mode 0600)."""
    if value := env_hidden(name):
        return value
    if not generated_at.exists():
        generated_at.parent.mkdir(parents=True, exist_ok=True)
        draft = generated_at.with_name(f"{generated_at.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, generated_at)  # atomic, and the first of two processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return generated_at.read_text(encoding="utf-8").strip()
