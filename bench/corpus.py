"""Invented text with known words in it: how often each stands in the tickets is what the search rows need."""

import random
from dataclasses import dataclass

from qiao.kernel.search.analysis import lexemes, quoted

# (word, one ticket in …): what is searched for later; no two markers of a ticket stand in one message
MARKERS_EN = {"zebrafish": 2_000, "watermark": 100, "heartbeat": 50, "throttling": 20}
MARKERS_ZH = {"拓扑漂移": 2_000, "水位过高": 100, "心跳丢失": 50, "调度异常": 20}
STRIDE = 100
"""Search places between the beginnings of two messages of a ticket; no message takes more."""
LATIN = "scheduler gateway license cluster upgrade backup certificate session timeout export report queue token".split()
ENGLISH = (
    "After the {a} to the new {b} the {c} stays empty and the log says {d} failed. "
    "We restarted the {a} twice, the {b} came back, the {c} did not. Version 4.8.{n}, error E-{m}. "
    "Please tell us which {d} setting we should change before the night run."
)
HAN = "调度 网关 授权 集群 升级 备份 证书 会话 超时 导出 报表 队列 令牌 节点 日志 权限".split()
CHINESE = (
    "升级到新的{a}之后，{b}一直没有数据，日志里提示{c}失败。我们重启了两次{a}，{b}恢复了，但{d}没有恢复。"
    "版本 4.8.{n}，错误码 E-{m}。请问夜间任务之前需要修改哪个{c}参数？"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One message's text, with its search entries worked out once: (lexeme, place)."""

    text: str
    language: str
    entries: tuple[tuple[str, int], ...]

    def fragment(self, slot: int) -> str:
        """Its part of a tsvector's text form as the message number `slot` of a ticket; PostgreSQL joins the parts."""
        start = slot * STRIDE
        return " ".join(f"{quoted(word)}:{start + place}" for word, place in self.entries)


def passages(count: int, seed: int = 7) -> list[Passage]:
    """Ready-made texts, half of them Chinese."""
    chance = random.Random(seed)
    return [_passage(chance, is_chinese=bool(number % 2)) for number in range(count)]


def marker(word: str, language: str) -> Passage:
    """A short text that holds a marker word."""
    text = f"补充：现场出现{word}。" if language == "zh-hans" else f"One more thing: we see {word} here."
    return _indexed(text, language)


def _passage(chance: random.Random, *, is_chinese: bool) -> Passage:
    words = chance.sample(HAN if is_chinese else LATIN, 4)
    template = CHINESE if is_chinese else ENGLISH
    text = template.format(
        a=words[0], b=words[1], c=words[2], d=words[3], n=chance.randrange(10), m=chance.randrange(1000, 9999)
    )
    return _indexed(text, "zh-hans" if is_chinese else "en")


def _indexed(text: str, language: str) -> Passage:
    found = tuple((word, place) for word, places in lexemes(text).items() for place in places)
    if max(place for _, place in found) >= STRIDE:
        raise ValueError(f"A passage takes more than {STRIDE} places: {text}")
    return Passage(text, language, found)
