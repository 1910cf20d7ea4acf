"""What the demo company changes in a running installation: where its letters go and whom to sign in as."""

from pathlib import Path

import pytest
from django.conf import settings
from procrastinate.contrib.django.models import ProcrastinateJob

from qiao.channels.models import Mailbox, OutgoingMail
from qiao.channels.public import send
from qiao.channels.rules.mail import Address
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.customers.models import Organisation
from qiao.customers.testing import make_contact
from qiao.kernel.access import Actor
from qiao.kernel.testing import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    monkeypatch.delenv("QIAO_SMTP_HOST", raising=False)
    make_mailbox("support@ours.example")
    ada = make_contact("Ada", email="ada@acme.example", organisation=Organisation.objects.create(name="Acme"))
    assert ada.organisation
    return tmp_path / "demo-mail"


def waiting_letters() -> int:
    return ProcrastinateJob.objects.filter(status="todo", task_name__endswith="send_letter").count()


def test_without_the_demo_company_a_letter_waits_for_a_server(client, folder: Path) -> None:
    page = client.post("/portal/sign-in/", {"email": "ada@acme.example"}, follow=True)
    run_jobs()
    assert "demo-mail" not in client.get("/portal/sign-in/").content.decode()
    assert page.status_code == 200
    assert not folder.exists()
    assert waiting_letters() == 1


@pytest.mark.parametrize(("key", "state"), [("DEMO-001", "sent"), ("C-1", "queued")])
def test_answers_of_the_demo_company_leave_into_the_folder(folder: Path, key: str, state: str) -> None:
    Organisation.objects.update(external_key=key)
    mail = take_mail(make_mail("Since the upgrade all jobs are queued."), Mailbox.objects.get())
    by, to = Actor("person", 1, "Lin"), [Address("Bo", "bo@acme.example")]
    outgoing_id = send(mail.thread_id, to=to, by=by, language="en", markdown="Restart it.", hold_seconds=0)
    run_jobs()
    assert OutgoingMail.objects.get(pk=outgoing_id).state == state
    written = [file.read_text() for file in folder.glob("*.eml")]
    assert ["Restart it." in text and "bo@acme.example" in text for text in written] == [True] * (state == "sent")


@pytest.mark.parametrize(("language", "sentence"), [("en", "This is a demonstration"), ("zh-hans", "\u6f14\u793a")])
def test_the_demo_company_signs_in_with_codes_from_a_folder(client, folder: Path, language: str, sentence: str) -> None:
    Organisation.objects.update(external_key="DEMO-001", language=language)
    page = client.get("/portal/sign-in/", headers={"Accept-Language": language}).content.decode()
    assert sentence in page
    assert "<strong>ada@acme.example</strong>" in page
    client.post("/portal/sign-in/", {"email": "ada@acme.example"})
    run_jobs()
    (letter,) = folder.glob("*.eml")
    assert b"To: ada@acme.example" in letter.read_bytes()
    assert b"Content-Language: " + {"en": b"en", "zh-hans": b"zh-Hans"}[language] in letter.read_bytes()
    assert waiting_letters() == 0
