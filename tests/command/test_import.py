"""`qiao import`, as programs use it."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from qiao.customers.models import Organisation
from qiao.kernel.models import TableImport
from qiao.site.cli.app import app, own_commands

pytestmark = pytest.mark.django_db
TABLE = "id,name,tier\nC1,Acme,Key\nC2,Bolt,huge\n"


@pytest.fixture
def command(monkeypatch):
    from contextlib import nullcontext

    own_commands()
    monkeypatch.setattr("qiao.site.cli.django.database", nullcontext)

    def run(*words: str):
        return CliRunner().invoke(app, ["import", *words])

    return run


def test_a_dry_run_writes_nothing_and_says_everything(command, tmp_path: Path):
    file, refused = tmp_path / "a.csv", tmp_path / "refused.csv"
    file.write_text(TABLE)
    result = command("organisations", str(file), "--dry-run", "--json", "--refused", str(refused))
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["created"], answer["refused"], answer["state"]) == (1, 1, "checked")
    assert answer["problems"][0]["row"] == 3
    assert "“huge” is not known" in answer["problems"][0]["text"]
    assert "C2,Bolt,huge" in refused.read_text(encoding="utf-8-sig")
    assert not Organisation.objects.exists()


def test_a_run_writes_and_a_second_one_changes_nothing(command, tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text(TABLE.replace("huge", "Standard"))
    first = json.loads(command("organisations", str(file), "--json").stdout)
    second = json.loads(command("organisations", str(file), "--json").stdout)
    assert (first["created"], second["created"], second["unchanged"]) == (2, 0, 2)


def test_what_cannot_be_read_ends_with_two(command, tmp_path: Path):
    (tmp_path / "a.csv").write_text("name\n")
    assert command("organisations", str(tmp_path / "a.csv")).exit_code == 2
    assert command("organisations", str(tmp_path / "none.csv"), "--json").exit_code == 2
    (tmp_path / "b.csv").write_text(TABLE)
    result = command("organisations", str(tmp_path / "b.csv"), "--column", "Foo=name")
    assert result.exit_code == 2
    assert "its columns: id, name, tier" in result.output
    result = command("organisations", str(tmp_path / "b.csv"), "--column", "tier=colour")
    assert result.exit_code == 2
    assert "have no field colour" in result.output
    assert not TableImport.objects.exists()


def test_a_file_that_breaks_off_in_the_middle_ends_with_two(command, tmp_path: Path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["id", "name"])
    for number in range(3_000):
        sheet.append([f"C{number}", f"Customer {number}"])
    book.save(tmp_path / "whole.xlsx")
    with ZipFile(tmp_path / "whole.xlsx") as whole, ZipFile(tmp_path / "cut.xlsx", "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[: len(content) * 3 // 4] if "sheet1" in name else content)
    answer = json.loads((result := command("organisations", str(tmp_path / "cut.xlsx"), "--json")).stdout)
    assert (result.exit_code, answer["state"], answer["problem"]) == (2, "failed", "unreadable")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("planets", "t.csv"), "there are: organisations, contacts"),
        (("organisations", "none.csv"), "none.csv: No such file or directory"),
        (("organisations", "t.csv", "--column", "name"), "--column name: write 'Header=field'"),
        (("organisations", "t.csv", "--column", "name=colour"), "have no field colour; their fields: "),
        (("organisations", "t.csv", "--encoding", "klingon"), "there is no encoding klingon"),
        (("organisations", "t.csv", "--refused", "nowhere/r.csv"), "nowhere/r.csv cannot be written"),
    ],
)
def test_a_slip_of_the_pen_is_a_sentence_and_writes_nothing(command, tmp_path: Path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE)
    result = command(*words)
    assert (result.exit_code, result.exception.__class__) == (2, SystemExit)
    assert said in result.output
    assert not Organisation.objects.exists()
