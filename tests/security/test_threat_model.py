"""What the threat model says is shown by a test is shown by a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "threat-model.md"


def test_every_test_it_names_exists():
    named = re.findall(r"`(test_\w+|tests/[\w/]+\.py)`", DOCUMENT.read_text("utf-8"))
    sources = [path.read_text("utf-8") for folder in ("qiao", "tests") for path in (ROOT / folder).rglob("test_*.py")]
    defined = set(re.findall(r"^def (test_\w+)", "\n".join(sources), re.MULTILINE))
    assert len(named) > 20
    assert [one for one in named if one not in defined and not (ROOT / one).exists()] == []
