"""The command speaks the language of the terminal; what programs read stays as it is."""

import ast
import json
import re
from pathlib import Path

import pytest

from qiao.kernel.terminal import wanted_language
from tests.command.conftest import MAIL, House
from tools.speech import CATALOGUE, said

CHINESE = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8", "QIAO_LANGUAGE": ""}
VERBS = ("up", "web", "live", "worker", "demo", "doctor", "backup", "restore", "import", "calendar", "search",
         "reseal", "mail", "mail parse", "mail in", "mail listen", "")  # fmt: skip


def has_han(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "C", "LC_ALL": "zh_TW"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "QIAO_LANGUAGE": "zh"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "QIAO_LANGUAGE": "en"}, "en"),
        ({"QIAO_LANGUAGE": "klingon", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(monkeypatch, environment, language):
    for name in CHINESE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wanted_language() == language


@pytest.mark.parametrize("verb", VERBS)
def test_every_help_is_in_both_languages(bare, verb):
    english = bare.done(*verb.split(), "--help", COLUMNS="80")
    chinese = bare.done(*verb.split(), "--help", **CHINESE, COLUMNS="80")
    assert "Usage: qiao" in english
    assert not has_han(english.replace("桥", ""))
    assert "用法：qiao" in chinese
    assert "显示这段说明并退出。" in chinese
    for word in ("Usage", "Options", "Arguments", "Commands", "default", "required", "Exit code", "Show this"):
        assert word not in chinese
    assert "…" not in chinese.replace('"start",…', ""), "nothing is cut off on a narrow terminal"
    assert not bare.data.exists()


def test_refusals_of_the_command_line_are_in_chinese(bare, taken, tmp_path):
    def refused(*words: str, code: int, **more: str) -> str:
        return bare.refused(*words, code=code, **CHINESE, **more)

    assert "没有命令“frobnicate”" in refused("frobnicate", code=1)
    assert "没有这个选项：--frobnicate\n请看：qiao doctor --help" in refused("doctor", "--frobnicate", code=2)
    assert "缺少 'query'。" in refused("search", code=2)
    assert "没有这个命令：eat" in refused("mail", "eat", code=2)
    assert "多余的参数：b" in refused("search", "a", "b", code=2)
    assert "选项 '--port' 需要一个值。" in refused("web", "--port", code=2)
    assert "'high' 不是整数。" in refused("web", "--port", "high", code=2)
    assert "QIAO_WEB_PORT='high': 请写整数。" in refused("doctor", code=1, QIAO_WEB_PORT="high")
    assert "请写 local 或 s3。" in refused("doctor", code=1, QIAO_FILES="cloud")
    assert "QIAO_SECRET_KEY_FILE='/none' 无法读取：没有这个文件或目录。" in refused(
        "doctor", code=1, QIAO_SECRET_KEY_FILE="/none"
    )
    assert f"端口 {taken} 已被其他程序占用" in refused("web", "--port", taken, code=1)
    assert "密码里的空格写作 %20，@ 写作 %40。" in refused("doctor", code=1, QIAO_DATABASE_URL="mysql:db")
    assert "标准输入没有内容" in refused("mail", "in", code=65)
    assert "none.tar 无法读取或解开：没有这个文件或目录" in refused("restore", str(tmp_path / "none.tar"), code=2)
    assert "没有这个文件或目录" in refused("mail", "parse", str(tmp_path / "none.eml"), code=1)
    lost = House(tmp_path, f"host={tmp_path} dbname=nowhere")
    assert "无法连接数据库：" in lost.refused("search", "x", code=1, **CHINESE)
    assert "请检查 QIAO_DATABASE_URL" in lost.run("doctor", **CHINESE).stdout


def test_doctor_is_chinese_for_people_and_unchanged_for_programs(house):
    said = house.run("doctor", **CHINESE).stdout
    assert "✓ 迁移：全部已执行" in said
    assert re.search(r"邮箱 help@vendor.example：待处理 \d+，隔离 0，", said)
    assert house.findings(**CHINESE) == house.findings()
    assert "audit chain" in house.findings(**CHINESE)


def test_backup_and_restore_are_in_chinese(house, tmp_path):
    archive = tmp_path / "one.tar"
    assert f"已写入 {archive}" in house.done("backup", str(archive), **CHINESE)
    assert "无法写入：没有这个文件或目录" in house.refused("backup", "/nowhere/one.tar", code=2, **CHINESE)
    assert "要覆盖请加 --replace" in house.refused("restore", str(archive), code=2, **CHINESE)
    (tmp_path / "junk.tar").write_text("junk")
    assert "junk.tar 不是 Qiao 的备份。" in house.refused("restore", str(tmp_path / "junk.tar"), code=2, **CHINESE)


def test_refused_rows_are_in_chinese_for_people_and_english_for_programs(house, tmp_path: Path):
    file = tmp_path / "客户.csv"
    file.write_text("编号,名称,级别\nC1,远航科技,huge\n", encoding="utf-8")
    ended = house.run("import", "organisations", str(file), "--dry-run", **CHINESE)
    assert ended.returncode == 1
    assert "第 2 行，级别：" in ended.stderr
    assert "huge" in ended.stderr
    assert "is not known" not in ended.stderr
    assert "共 1 行：将新建 0，将更新 0，无变化 0，未通过 1。" in ended.stdout
    answer = json.loads(house.run("import", "organisations", str(file), "--dry-run", "--json", **CHINESE).stdout)
    assert "“huge” is not known" in answer["problems"][0]["text"]
    mended = tmp_path / "mend.csv"
    house.run("import", "organisations", str(file), "--dry-run", "--refused", str(mended), **CHINESE)
    assert has_han(mended.read_text(encoding="utf-8-sig").splitlines()[1].split("huge")[1]), "the reason, too"
    assert "没有表格 planets" in house.refused("import", "planets", str(file), code=2, **CHINESE)
    assert "没有列 x；它的列有：编号, 名称, 级别" in house.refused(
        "import", "organisations", str(file), "--column", "x=name", code=2, **CHINESE
    )


def test_what_is_written_into_the_database_does_not_depend_on_the_terminal(house):
    second = MAIL.replace(b"<first@", b"<third@")
    assert "已存为邮件" in house.done("mail", "in", given=second, **CHINESE)
    assert json.loads(house.done("mail", "in", "--json", given=second, **CHINESE))["state"] == "waiting"
    assert "这个数据库已在使用" in house.refused("demo", code=1, **CHINESE)
    assert "This database is in use" in house.refused("demo", code=1)


def test_building_speaks_it_too(monkeypatch):
    texts = {
        node.args[0].value
        for file in Path("tools").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said"
    }
    assert "Installing %s …" in texts
    for name in CHINESE:
        monkeypatch.delenv(name, raising=False)
    assert said("Installing %s …") == "Installing %s …"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert all(has_han(said(text)) for text in texts)
    assert texts == set(json.loads(CATALOGUE.read_text(encoding="utf-8"))), "nothing is left over in the catalogue"
