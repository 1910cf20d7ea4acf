"""Writes the table event → emitter → flows into docs/architecture.md; `check` only compares."""

import ast
import os
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- events:begin", "<!-- events:end -->"


def table() -> str:
    """Markdown: every event class of every domain, what it says, and the flows that react."""
    reactions: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "qiao" / "flows").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "on":
                        reactions[ast.unparse(mark.args[0])].append(f"{path.stem}.{node.name}")
    lines = ["| event | emitted by | says | flows |", "|---|---|---|---|"]
    for path in sorted((ROOT / "qiao").glob("*/events.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Event" for base in node.bases):
                says = (ast.get_docstring(node) or "").splitlines()[0]
                flows = ", ".join(reactions[node.name]) or "none yet"
                lines.append(f"| {node.name} | {path.parent.name} | {says} | {flows} |")
    return "\n".join(lines)


def with_table(page: str) -> str:
    """The page with a fresh table between its marks."""
    start = page.index("\n", page.index(BEGIN)) + 1
    return page[:start] + table() + "\n" + page[page.index(END) :]


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    new = with_table(old)
    if "check" in sys.argv and new != old:
        sys.exit(f"docs/architecture.md is stale: run {os.path.relpath(__file__)}")
    PAGE.write_text(new, encoding="utf-8")
