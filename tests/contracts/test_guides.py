"""What the guides tell people to type exists, and every setting is told of."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from django.core.management import get_commands
from django.utils import translation
from polib import pofile

from qiao.site.cli.app import app, own_commands
from qiao.ui.navigation import setup_pages

ROOT = Path(__file__).parents[2]
GUIDES = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/guides/**/*.md"),
    *ROOT.glob("docs/recipes/*.md"),
    *ROOT.glob("docs/start/*.md"),
]
SETTING = re.compile(r"\bQIAO_[A-Z0-9]+(?:_[A-Z0-9]+)*\b")
READ = re.compile(r"""(?:env_(?P<how>\w+)\(|envvar=|os\.environ(?:\.get)?[(\[])\s*["'](?P<name>QIAO_[A-Z0-9_]+)["']""")


def code_of(page):
    """Every line of code on a page, fenced or between backticks."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line.replace("\\\n", " ") for block in fenced for line in block.replace("\\\n", " ").splitlines()] + inline


def commands_in(line):
    """The words after `qiao` (or `.venv/bin/qiao`) in a line of shell, up to what ends a command."""
    for match in re.finditer(r"(?:^|[\s;&|(])(?:[\w./]*/bin/)?qiao\s+([a-z][^;&|<>#]*)", line):
        try:
            yield shlex.split(match.group(1))
        except ValueError:
            yield match.group(1).split()


def problem_with(words):
    """What is wrong with a command line, or ""."""
    own_commands()
    verb = words[0]
    group = typer.main.get_command(app)
    if verb not in group.commands:
        return "" if verb in get_commands() else f"there is no command {verb}"
    command, rest = group.commands[verb], words[1:]
    if hasattr(command, "commands"):
        if not rest or rest[0] not in command.commands:
            return f"{verb} has no command {rest[:1]}"
        command, rest = command.commands[rest[0]], rest[1:]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    unknown = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in known]
    return f"{verb} has no option {unknown}" if unknown else ""


def is_shell(line):
    """Not a list of verbs, a container's image name or a unit's section."""
    return "up | web" not in line and not line.startswith(("podman", "CMD", "[", "useradd", "CREATE"))


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_exists(page):
    wrong = [
        f"{line}: {problem}"
        for line in filter(is_shell, code_of(page))
        for words in commands_in(line)
        if (problem := problem_with(words))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_check_of_commands_sees_what_is_wrong():
    assert problem_with(["frobnicate"])
    assert problem_with(["mail", "eat"])
    assert problem_with(["restore", "a.tar", "--force"])
    assert [*commands_in("cd /srv && .venv/bin/qiao backup a.tar; ls")] == [["backup", "a.tar"]]


def test_every_make_target_shown_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {
        name for page in GUIDES for line in code_of(page) for name in re.findall(r"(?:^|[\s&])make ([a-z]+)", line)
    }
    assert shown
    assert shown <= targets


def settings_read():
    """Names of settings in the code, and those that may be given as a file."""
    names, hidden = set(), set()
    for path in [*ROOT.glob("qiao/**/*.py")]:
        if "tests" in path.parts:
            continue
        for match in READ.finditer(path.read_text(encoding="utf-8")):
            names.add(match["name"])
            if match["how"] in {"hidden", "secret"}:
                hidden.add(match["name"])
    return names, hidden


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_settings_names_every_setting_and_no_other(language):
    names, hidden = settings_read()
    page = (ROOT / "docs" / "guides" / language / "settings.md").read_text(encoding="utf-8")
    assert set(SETTING.findall(page)) == names
    assert set(re.findall(r"`(QIAO_[A-Z0-9_]+)` 🔑", page)) == hidden


def test_no_page_names_a_setting_that_nobody_reads():
    names, hidden = settings_read()
    allowed = names | {f"{name}_FILE" for name in hidden}
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("qiao/*/README.md")]
    wrong = {f"{page.relative_to(ROOT)}: {name}" for page in pages for name in SETTING.findall(page.read_text(encoding="utf-8"))
             if name not in allowed}  # fmt: skip
    assert not wrong


WAY = re.compile(
    r"(?:Setup|\u8bbe\u7f6e)\*?[,]? (?:\u2192|\u203a) ([^*\u201c\u201d`.,;:()\n\u3002\uff0c\uff1b\uff1a\uff08\uff09]+)"
)
STEP = re.compile(r" (?:\u2192|\u203a) ")
ANY_PRODUCT = {"product", "\u4ea7\u54c1"}


def texts_on_screens(language):
    """All that pages may say in this language."""
    entries = [
        entry for path in ROOT.glob("qiao/*/locale/zh_Hans/LC_MESSAGES/django.po") for entry in pofile(str(path))
    ]
    return {entry.msgid if language == "en" else entry.msgstr for entry in entries} | ANY_PRODUCT


@pytest.mark.parametrize(("folder", "language"), [("en", "en"), ("zh", "zh-hans")])
def test_every_way_through_the_setup_has_the_names_that_stand_on_the_screens(folder, language):
    with translation.override(language):
        pages = {str(entry.title) for entry in setup_pages()}
    known = texts_on_screens(language)
    ways = {
        (page.name, way.strip())
        for page in [*ROOT.glob(f"docs/guides/{folder}/*.md"), ROOT / f"docs/start/{folder}.md"]
        for way in WAY.findall(page.read_text(encoding="utf-8"))
    }
    assert len(ways) > 10
    wrong = [
        (page, way)
        for page, way in ways
        for number, step in enumerate(STEP.split(way))
        if not any(step == name or step.startswith(f"{name} ") for name in (pages if number == 0 else known) if name)
    ]
    assert not wrong


def test_guides_come_in_both_languages_and_tell_the_same():
    english, chinese = (
        {path.name: path for path in ROOT.glob(f"docs/guides/{language}/*.md")} for language in ("en", "zh")
    )
    assert set(english) == set(chinese)
    pairs = [(english[name], chinese[name]) for name in english]
    pairs += [(ROOT / "README.md", ROOT / "README.zh-CN.md"), (ROOT / "docs/start/en.md", ROOT / "docs/start/zh.md")]
    for one, other in pairs:
        texts = [page.read_text(encoding="utf-8") for page in (one, other)]
        headings = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in texts]
        assert headings[0] == headings[1], f"{one.name}: sections differ"
        assert set(SETTING.findall(texts[0])) == set(SETTING.findall(texts[1])), f"{one.name}: settings differ"
        shown = [
            {words[0] for line in filter(is_shell, code_of(page)) for words in commands_in(line)}
            for page in (one, other)
        ]
        assert shown[0] == shown[1], f"{one.name}: commands differ"
