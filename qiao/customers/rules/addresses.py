"""One written form for each way to reach somebody, so that the same address always matches."""

import re
import unicodedata

_NOT_DIGITS = re.compile(r"\D+")
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


def normal_value(kind: str, value: str) -> str:
    """The form by which a contact point is matched; empty when the value cannot be one of its kind."""
    text = unicodedata.normalize("NFKC", value).strip()
    if kind == "email":
        return normal_email(text)
    if kind == "phone":
        return normal_phone(text)
    return text.casefold()


def normal_email(address: str) -> str:
    """Lower case, international domains as ASCII; empty when it is no address."""
    text = unicodedata.normalize("NFKC", address).strip().lower()
    if not _ADDRESS.fullmatch(text):
        return ""
    local, _, domain = text.rpartition("@")
    domain = normal_domain(domain)
    return f"{local}@{domain}" if domain and len(text) <= 254 else ""


def normal_domain(domain: str) -> str:
    """Lower case, without a closing dot, international names as ASCII; empty when it is no domain."""
    text = unicodedata.normalize("NFKC", domain).strip().strip(".").lower().removeprefix("@")
    try:
        text = text.encode("idna").decode() if not text.isascii() else text
    except UnicodeError:
        return ""
    labels = text.split(".")
    is_domain = len(labels) > 1 and all(re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", part) for part in labels)
    return text if is_domain and len(text) <= 253 else ""


def normal_phone(number: str) -> str:
    """Digits with country code, as +8613800138000; a Chinese mobile number needs no code. Extensions stay out."""
    text = re.split(r"(?i)ext|x|#|,|;", number, maxsplit=1)[0].strip()
    digits = _NOT_DIGITS.sub("", text)
    if text.startswith("+") and digits:
        return f"+{digits}"
    if digits.startswith("00") and len(digits) > 6:
        return f"+{digits[2:]}"
    if _CHINESE_MOBILE.fullmatch(digits):
        return f"+86{digits}"
    return digits


def name_from(address: str, display_name: str) -> str:
    """What to call somebody we know only by mail: the display name, unless it says no more than the address."""
    name = " ".join(display_name.split()).strip("'\" ")
    if not name or "@" in name:
        return address.partition("@")[0]
    return name[:120]


def guess_language(address: str, name: str) -> str:
    """Language of somebody new: Chinese for Han names, .cn and the big Chinese mail providers."""
    domain = address.rpartition("@")[2]
    is_chinese_mail = domain.endswith((".cn", "qq.com", "163.com", "126.com", "yeah.net", "foxmail.com"))
    is_chinese_mail = is_chinese_mail or domain.endswith(("sina.com", "sohu.com", "aliyun.com", "139.com", "189.cn"))
    return "zh-hans" if is_chinese_mail or _HAN.search(name) else "en"
