"""Pages that are made from the code are as the code is."""

import re
from pathlib import Path

from tools.events_table import PAGE, with_table

ROOT = Path(__file__).parents[2]


def test_the_table_of_events_is_fresh():
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "run: python tools/events_table.py"


def test_every_direct_dependency_is_justified():
    justified = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = [
        re.split(r"[\[<>=]", line.strip())[0].lower()
        for file in ("base.in", "dev.in", "build.in")
        for line in (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith(("-", "#"))
    ]
    missing = [name for name in names if name not in justified and name.split("[")[0] not in justified]
    assert not missing


def test_links_between_pages_lead_somewhere():
    broken = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert not broken
