"""House rules that no general linter knows, each with a sentence that says what to do instead."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAX_LINES = 450
BANNED_FILES = {"utils.py", "helpers.py", "common.py", "mixins.py"}
HAN = re.compile(r"[\u4e00-\u9fff]")
CSS_VALUES = re.compile(r"\{[^{}]*\}|url\([^)]*\)|/\*.*?\*/")
SELECTED_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
RUNTIME_CLASSES = {"htmx-request", "htmx-swapping", "htmx-settling"}
"""Set by libraries, named nowhere in our sources."""
# data that is Chinese by nature: separators of Chinese mail clients, pinyin of surnames, search words
HAN_ALLOWED = (
    "qiao/channels/rules/",
    "qiao/kernel/text/",
    "qiao/kernel/search/analysis.py",
    "qiao/site/demo/",
    "qiao/customers/data/",
)


def product_files() -> Iterator[tuple[Path, str]]:
    """Every hand-written Python file of the product, with its text."""
    for path in sorted((ROOT / "qiao").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def complaints() -> Iterator[str]:
    """All breaches, as `file:line: what to do`."""
    yield from _unused_classes()
    for path, text in product_files():
        in_tests = "tests" in path.parts
        if path.name in BANNED_FILES:
            yield f"{path}:1: name the file after what it holds"
        if text.count("\n") > MAX_LINES and not in_tests:
            yield f"{path}:1: split this file, it has {text.count(chr(10))} lines"
        tree = ast.parse(text)
        for node in ast.walk(tree):
            yield from (f"{path}:{getattr(node, 'lineno', 1)}: {rule}" for rule in _breaches(node, path, in_tests))
    for folder in sorted((ROOT / "qiao").rglob("*")):
        if folder.is_dir() and any(folder.glob("*.py")) and not (folder / "__init__.py").exists():
            yield f"{folder.relative_to(ROOT)}:1: add __init__.py, or the import contracts do not see it"


def _unused_classes() -> Iterator[str]:
    """Classes that a style sheet has and no template, script or Python file names, whole or put together."""
    styles = [path for path in (ROOT / "qiao").rglob("*.css") if "static" not in path.parts]
    named, begun = set(RUNTIME_CLASSES), set[str]()
    for path in (ROOT / "qiao").rglob("*.*"):
        if path.suffix in {".html", ".py", ".ts"} and not {"static", "tests"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            named.update(re.findall(r"[A-Za-z_][\w-]*", text))
            begun.update(re.findall(r"([A-Za-z_][\w-]*(?:--|__|-))(?:\$?\{|%s)", text))
    for path in sorted(styles):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for name in SELECTED_CLASS.findall(CSS_VALUES.sub("", line)):
                if name not in named and not name.startswith(tuple(begun)):
                    yield f"{path.relative_to(ROOT)}:{number}: nothing has the class {name}, delete its style"


def _breaches(node: ast.AST, path: Path, in_tests: bool) -> Iterator[str]:
    if in_tests:
        return
    if isinstance(node, ast.FunctionDef) and node.name == "save" and "models" in path.parts and _is_model_save(node):
        yield "no save() overrides: do it in the service that writes"
    if isinstance(node, ast.Call):
        yield from _call_breaches(node, path)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value)
    if is_text and not str(path).startswith(HAN_ALLOWED) and not _is_brand(str(node.value)):  # type: ignore[attr-defined]
        yield "no Chinese in code: write English and translate it in the catalogue"


def _call_breaches(node: ast.Call, path: Path) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = {keyword.arg for keyword in node.keywords}
    if name == "select_for_update" and "no_key" not in given:
        yield "select_for_update needs no_key=, so that foreign keys are not blocked"
    # data that a migration loads is written with the migration's own models
    if name == "get_model" and "migrations" not in path.parts and path.name != "china.py":
        yield "import the model, get_model hides a border crossing"
    if name in {"AsyncClient", "Client"} and "httpx" in ast.unparse(node.func) and "kernel/http" not in str(path):
        yield "use qiao.kernel.http, it refuses private addresses"


def _is_model_save(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "self"


def _is_brand(text: str) -> bool:
    return not HAN.search(text.replace("桥", ""))


if __name__ == "__main__":
    found = list(complaints())
    print("\n".join(found) if found else "house rules kept")
    sys.exit(1 if found else 0)
