"""Finding Chinese names by their sound."""

from pypinyin import Style, lazy_pinyin


def name_keys(name: str) -> tuple[str, str]:
    """Pinyin without tones, and initials, both lower case and without spaces; Latin words stay as they are."""
    parts = lazy_pinyin(name.lower(), style=Style.NORMAL, errors=lambda text: text.split())
    words = ["".join(filter(str.isalnum, part)) for part in parts]
    return "".join(words), "".join(word[0] for word in words if word)
