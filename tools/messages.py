"""Translation catalogues without GNU gettext: update, check, compile.

Every app has `qiao/<app>/locale/zh_Hans/LC_MESSAGES/django.po`; the source language is English.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
LANGUAGE = "zh_Hans"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,), "gettext": (1,), "gettext_lazy": (1,), "gettext_noop": (1,),
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip


def apps() -> list[Path]:
    """Folders that own a catalogue."""
    return sorted(path.parent for path in (ROOT / "qiao").glob("*/__init__.py") if path.parent.name != "flows")


def catalogue(app: Path) -> Path:
    """Where an app's Chinese catalogue is."""
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(app: Path) -> Iterator[Path]:
    """Files that may hold text for people."""
    for pattern in ("**/*.py", "**/*.html", "**/*.txt"):
        for path in sorted(app.glob(pattern)):
            if not {"migrations", "tests", "static", "locale", "data"} & set(path.relative_to(app).parts):
                yield path


def texts_of_code(code: str) -> Iterator[tuple[str | None, str, str | None]]:
    """Context, text and plural of every call that translates, and what the verbs of the command line say of themselves.

    Read from the syntax tree: Babel reads tokens, and before Python 3.12 a whole f-string is one of them.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_verb, node.decorator_list)):
            yield None, ast.get_docstring(node) or "", None
        if not isinstance(node, ast.Call):
            continue
        places = KEYWORDS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        if not places:
            continue
        given = [
            argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
            for argument in node.args
        ] + [None, None, None]
        context = next((given[place[0] - 1] for place in places if not isinstance(place, int)), None)
        text, plural = [*(given[place - 1] for place in places if isinstance(place, int)), None][:2]
        if text is not None:
            yield context, text, plural


def _makes_verb(decorator: ast.expr) -> bool:
    """`@app.command()` and the like: the docstring below is the verb's help."""
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") == "command"


def texts_of_template(code: str, origin: str) -> Iterator[tuple[str | None, str, str | None]]:
    """The same of a template."""
    from babel.messages.extract import extract as babel_extract
    from django.utils.translation.template import templatize

    # indented markup would read as badly indented Python
    code = "\n".join(line.lstrip() for line in templatize(code, origin=origin).splitlines())
    for _line, message, _comments, context in babel_extract("python", io.BytesIO(code.encode()), KEYWORDS):
        singular, plural = (message, None) if isinstance(message, str) else (message[0], message[1])
        yield context, singular, plural


def extract(app: Path) -> dict[tuple[str | None, str], tuple[str | None, set[str]]]:
    """All messages of an app: (context, text) → (plural, places)."""
    found: dict[tuple[str | None, str], tuple[str | None, set[str]]] = {}
    for path in sources(app):
        code, place = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        texts = texts_of_code(code) if path.suffix == ".py" else texts_of_template(code, place)
        for context, singular, plural in texts:
            known = found.setdefault((context, singular), (plural, set()))
            known[1].add(place)
    found.pop((None, ""), None)
    return found


def update(only: list[str]) -> None:
    """Bring every catalogue (or those named) to the sources; translations are kept, vanished texts removed."""
    for app in apps():
        if only and app.name not in only:
            continue
        path, messages = catalogue(app), extract(app)
        old = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
        if not messages and not old:
            continue
        new = polib.POFile(wrapwidth=110)
        new.metadata = {"Language": "zh_Hans", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding": "8bit", "Plural-Forms": "nplurals=1; plural=0;"}  # fmt: skip
        for (context, text), (plural, places) in sorted(
            messages.items(), key=lambda item: (item[0][1], item[0][0] or "")
        ):
            new.append(_entry(context, text, plural, sorted(places), old.get((context, text))))
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        missing = len(new.untranslated_entries())
        print(f"{path.relative_to(ROOT)}: {len(new)} texts, {missing} untranslated")


def _entry(
    context: str | None, text: str, plural: str | None, places: list[str], old: polib.POEntry | None
) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=context, msgid=text, occurrences=[(place, "") for place in places])
    if "%(" in text:
        entry.flags = ["python-format"]
    if plural:
        entry.msgid_plural = plural
        entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: old.msgstr if old else ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def check() -> int:
    """Complain about texts that are not translated, fuzzy or translated in two ways; returns how many there are."""
    complaints = check_agreement()
    for app in apps():
        path, messages = catalogue(app), extract(app)
        known = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
        for key in messages:
            entry = known.get(key)
            if entry is None or not entry.translated():
                complaints += 1
                print(f"{app.name}: not translated: {key[1]!r} ({', '.join(sorted(messages[key][1]))})")
    return complaints


def check_agreement() -> int:
    """Complain about texts that two apps translate differently: Django shows one of them, in both."""
    ways: dict[tuple[str | None, str], dict[str, list[str]]] = {}
    for app in filter(lambda app: catalogue(app).exists(), apps()):
        for entry in polib.pofile(str(catalogue(app))).translated_entries():
            text = entry.msgstr or str(entry.msgstr_plural[0])
            ways.setdefault((entry.msgctxt, entry.msgid), {}).setdefault(text, []).append(app.name)
    disagreeing = {key: texts for key, texts in ways.items() if len(texts) > 1}
    for (_context, text), texts in disagreeing.items():
        said = "; ".join(f"{translation} ({', '.join(names)})" for translation, names in texts.items())
        print(f"translated in two ways: {text!r}: {said}. Where it means two things, give it a context.")
    return len(disagreeing)


def compile_all() -> None:
    """Write the .mo files Django reads."""
    for app in apps():
        path = catalogue(app)
        target = path.with_suffix(".mo")
        if path.exists() and (not target.exists() or target.stat().st_mtime < path.stat().st_mtime):
            polib.pofile(str(path)).save_as_mofile(str(target))


if __name__ == "__main__":
    act = sys.argv[1] if len(sys.argv) > 1 else "update"
    if act == "update":
        update(sys.argv[2:])
    elif act == "check":
        sys.exit(1 if check() else 0)
    compile_all()
