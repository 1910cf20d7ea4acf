"""Finding Chinese names by their sound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from qiao.kernel.text.dictionaries import pinyin

# Characters that sound otherwise when they are a surname.
_SURNAMES = {
    "单": "shan", "單": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "區": "ou",
    "朴": "piao", "盖": "ge", "蓋": "ge", "翟": "zhai", "缪": "miao", "繆": "miao", "任": "ren", "华": "hua",
    "華": "hua", "乐": "yue", "樂": "yue", "冼": "xian", "种": "chong", "员": "yun", "員": "yun", "折": "she",
    "秘": "bi", "覃": "qin", "尹": "yin", "宓": "mi", "召": "shao", "那": "na", "晟": "cheng", "黑": "he",
    "逄": "pang", "卜": "bu", "过": "guo", "句": "gou", "钭": "tou", "隗": "wei", "郇": "xun", "洗": "xian",
}  # fmt: skip
_DOUBLE_SURNAMES = {
    "尉迟": ("yu", "chi"), "尉遲": ("yu", "chi"), "万俟": ("mo", "qi"), "萬俟": ("mo", "qi"),
    "令狐": ("ling", "hu"), "长孙": ("zhang", "sun"), "長孫": ("zhang", "sun"), "澹台": ("tan", "tai"),
    "单于": ("chan", "yu"), "單于": ("chan", "yu"),
}  # fmt: skip
_HAN_NAME = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af·]{2,}")


def name_keys(name: str, *, is_person: bool = False) -> tuple[str, str]:
    """Pinyin without tones, and initials, both lower case and without spaces; Latin words stay as they are.

    The name of a person begins with the surname, whose sound is then that of a surname.

    >>> name_keys("单雄信", is_person=True)
    ('shanxiongxin', 'sxx')
    >>> name_keys("单点科技"), name_keys("Alice Wang")
    (('dandiankeji', 'ddkj'), ('alicewang', 'aw'))
    """
    folded = name.strip().lower()
    syllables = _surname(folded) if is_person and _HAN_NAME.match(folded) else ()
    rest = folded[len(syllables) :]
    parts = rest.split() if rest.isascii() else _sounds_of(rest)
    words = ["".join(filter(str.isalnum, part)) for part in (*syllables, *parts)]
    return "".join(words), "".join(word[0] for word in words if word)


def _sounds_of(text: str) -> list[str]:
    return [sound for word in pinyin().core.Pinyin().seg(text) for sound in _sounds(word)]


@lru_cache(maxsize=20_000)
def _sounds(word: str) -> tuple[str, ...]:
    """How a word sounds, or the words of text that is not Chinese. Names share most of their words."""
    return tuple(pinyin().lazy_pinyin(word, style=pinyin().Style.NORMAL, errors=_words))


def _words(text: str) -> Any:
    """What pypinyin keeps of text that is not Chinese; a list counts as several syllables."""
    return text.split()


def _surname(name: str) -> tuple[str, ...]:
    """The syllables of a surname that sounds otherwise than usual; none for other surnames."""
    if double := _DOUBLE_SURNAMES.get(name[:2]):
        return double
    single = _SURNAMES.get(name[:1])
    return (single,) if single else ()
