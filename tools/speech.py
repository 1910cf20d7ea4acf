"""What building says, in the language of the terminal. Plain Python: nothing is installed yet, no catalogue compiled."""

import json
from pathlib import Path

from qiao.kernel.terminal import CHINESE, wanted_language

CATALOGUE = Path(__file__).with_name("speech.zh.json")


def said(text: str) -> str:
    """The text in English or Chinese."""
    if wanted_language() != CHINESE:
        return text
    chinese: dict[str, str] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    return chinese[text]
