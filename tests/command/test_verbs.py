"""The smaller verbs, and what the command says when it is asked for nonsense."""

import json

import pytest

from qiao import __version__
from tests.command.conftest import MAIL


def test_version_and_help_need_nothing(bare):
    assert bare.done("version").strip() == __version__ == bare.done("--version").strip()
    for word in ("up", "web", "live", "worker", "demo", "doctor", "backup", "restore", "mail", "calendar", "search"):
        assert word in bare.done("--help")
    assert not bare.data.exists(), "asking for help makes no folder"


def test_nonsense_gets_a_sentence(bare):
    assert "Unknown command: 'frobnicate'. See: qiao --help" in bare.refused("frobnicate", code=1)
    assert "No such option" in bare.refused("doctor", "--frobnicate", code=2)
    assert "'query' is missing." in bare.refused("search", code=2)
    assert "'high'" in bare.refused("web", "--port", "high", code=2)
    assert "QIAO_WEB_PORT='high': write a whole number." in bare.refused("doctor", code=1, QIAO_WEB_PORT="high")
    assert "write true or false" in bare.refused("search", "x", code=1, QIAO_DEBUG="perhaps")
    assert "QIAO_SECRET_KEY_FILE='/nowhere' cannot be read" in bare.refused(
        "doctor", code=1, QIAO_SECRET_KEY_FILE="/nowhere"
    )
    for wrong in ("postgresql://qiao:open sesame@db/qiao", "mysql:db"):
        said = bare.refused("doctor", code=1, QIAO_DATABASE_URL=wrong)
        assert "QIAO_DATABASE_URL cannot be read: write postgresql://" in said
        assert "sesame" not in said
    assert not (bare.data / "postgres").exists(), "no database was made for nonsense"


@pytest.mark.parametrize("verb", [("up",), ("web",), ("live",), ("mail", "listen")], ids=" ".join)
def test_a_taken_port_is_said_before_anything_starts(bare, taken, verb):
    said = bare.refused(*verb, "--port", taken, code=1)
    assert f"port {taken} is in use by another program" in said
    assert said.strip().endswith(f"_PORT={int(taken) + 10}."), "it names the setting"
    assert not (bare.data / "postgres").exists()


def test_every_port_of_the_house_is_looked_at(bare, taken):
    free = dict.fromkeys(("QIAO_WEB_PORT", "QIAO_LIVE_PORT", "QIAO_MAIL_PORT"), "0")
    for name in free:
        assert f"{name}=" in bare.refused("up", code=1, **{**free, name: taken})
    twice = bare.refused("up", code=1, **{**free, "QIAO_LIVE_PORT": "39417", "QIAO_MAIL_PORT": "39417"})
    assert "port 39417 is in use" in twice


def test_an_address_that_cannot_be_listened_on_is_a_sentence(bare):
    assert "nowhere.invalid:0 cannot be listened on" in bare.refused(
        "mail", "listen", "--host", "nowhere.invalid", "--port", "0", code=1
    )
    assert "QIAO_WEB_PORT=70000: write a number up to 65535." in bare.refused("web", "--port", "70000", code=1)


def test_search_finds_by_word_by_number_and_by_address(house):
    found = json.loads(house.done("search", "zephyrine queue", "--json"))
    assert found["total"] == 1
    assert found["is_capped"] is False
    (hit,) = found["hits"]
    assert (hit["subject"], hit["state"]) == ("Scheduler stops at night", "new")
    assert hit["number"] in house.done("search", hit["number"])
    assert "Scheduler stops at night" in house.done("search", "ada@acme.example")


def test_search_without_a_hit_ends_with_one(house):
    ended = house.run("search", "unobtainium", "--json")
    assert (ended.returncode, json.loads(ended.stdout)) == (1, {"total": 0, "is_capped": False, "hits": []})


def test_a_mail_from_a_pipe_is_stored_before_the_mail_server_is_told(house):
    second = MAIL.replace(b"<first@", b"<second@").replace(b"zephyrine", b"quixotic")
    stored = json.loads(house.done("mail", "in", "--mailbox", "help@vendor.example", "--json", given=second))
    assert stored["state"] == "waiting"
    ((mailbox, state),) = house.sql(
        f"SELECT m.address, r.state FROM channels_rawmail r JOIN channels_mailbox m ON m.id = r.mailbox_id WHERE r.id = {stored['id']}"
    )
    assert (mailbox, state) == ("help@vendor.example", "waiting")


@pytest.mark.parametrize("settings", [{"QIAO_DATABASE_URL": "host=/nowhere dbname=none"}, {"QIAO_DEBUG": "perhaps"}])
def test_a_mail_that_cannot_be_stored_is_kept_by_the_mail_server(house, settings):
    assert "try again" in house.refused("mail", "in", given=MAIL, code=75, **settings)


def test_nothing_is_no_mail(bare):
    assert "nothing came on standard input" in bare.refused("mail", "in", given=b" \n", code=65)
    assert not bare.data.exists()


def test_a_mail_for_an_unknown_mailbox_is_kept_by_the_mail_server(house):
    said = house.refused("mail", "in", "--mailbox", "nobody@vendor.example", given=MAIL, code=75)
    assert "nobody@vendor.example" in said


def test_parsing_needs_no_database_and_never_fails_on_bytes(bare, tmp_path):
    (tmp_path / "one.eml").write_bytes(MAIL)
    (tmp_path / "noise.eml").write_bytes(bytes(range(256)) * 40)
    lines = bare.done("mail", "parse", str(tmp_path / "one.eml"), str(tmp_path / "noise.eml"), "-", "--json", given=b"")
    first, noise, nothing = map(json.loads, lines.splitlines())
    assert first["from"] == {"name": "Ada Byron", "address": "ada@acme.example"}
    assert [(part["filename"], part["size"]) for part in first["attachments"]] == [("log.txt", 8)]
    assert noise["problems"] is not None
    assert nothing["file"] == "-"
    missing = bare.run("mail", "parse", str(tmp_path / "none.eml"), str(tmp_path / "one.eml"), "--json")
    assert missing.returncode == 1
    assert "none.eml: No such file" in missing.stderr
    assert len(missing.stdout.splitlines()) == 1, "the other file is read all the same"


SEALED = """
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from qiao.channels.models import Mailbox
from qiao.staff.models import Person
Mailbox.objects.update(imap_password="芝麻开门")
Authenticator.objects.create(user=Person.objects.get(), type="totp", data={"secret": encrypt("JBSWY3DP")})
"""
OPENED = """
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from qiao.channels.models import Mailbox
print(Mailbox.objects.get().imap_password, decrypt(Authenticator.objects.get().data["secret"]))
"""


def test_a_key_is_changed_without_losing_what_it_sealed(house):
    old = (house.data / "secret.key").read_text().strip()
    house.python(SEALED)
    both = {"QIAO_SECRET_KEY": "another" * 8, "QIAO_OLD_SECRET_KEYS": old}
    assert house.done("reseal", **both).startswith("2 secrets")
    assert house.done("reseal", **both).startswith("0 secrets")
    alone = {"QIAO_SECRET_KEY": "another" * 8}
    assert house.done("shell", "-v", "0", "-c", OPENED, **alone).split() == ["芝麻开门", "JBSWY3DP"]
    assert "QIAO_OLD_SECRET_KEYS" in house.refused("reseal", code=2)
    house.done("reseal", QIAO_SECRET_KEY=old, QIAO_OLD_SECRET_KEYS="another" * 8)
    assert house.done("shell", "-v", "0", "-c", OPENED).split() == ["芝麻开门", "JBSWY3DP"]
    house.python(
        "from allauth.mfa.models import Authenticator; Authenticator.objects.all().delete()\n"
        "from qiao.channels.models import Mailbox; Mailbox.objects.update(imap_password='')"
    )
