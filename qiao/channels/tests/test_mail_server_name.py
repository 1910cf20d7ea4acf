"""The form finds out which mail server checks our mail, and says why that matters."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules.authentication import likely_server, server_name
from qiao.channels.testing import make_mail, make_mailbox, take_mail
from qiao.kernel.audit import entries_for


@pytest.fixture
def unknown(db):
    return make_mailbox("help@ours.example", authserv_id="")


def arrive(mailbox, *senders, header="mx.ours.example; dmarc=pass header.from=acme.example"):
    for sender in senders:
        take_mail(make_mail(From=f"Bo <{sender}>", Authentication_Results=header), mailbox)


@pytest.mark.django_db
def test_the_name_is_proposed_taken_and_believed(unknown, keeper, client_of, mei, lin):
    desk, address = client_of(mei), reverse("channels:mailbox", args=[unknown.pk])
    assert "do not show one name clearly" in desk.get(address).content.decode()
    arrive(unknown, "bo@acme.example", "cy@harbour.example", "di@acme.example")
    page = desk.get(address).content.decode()
    assert "<b>mx.ours.example</b> comes first in 3 of the last 3 mails, from 2 different" in page
    set_aside = take_mail(
        make_mail(From=f"Lin <{lin.email}>", Authentication_Results="mx.ours.example; dmarc=pass"), unknown
    )
    assert (set_aside.state, set_aside.reason) == ("quarantined", "agent_unverified")

    answer = desk.post(reverse("channels:mailbox_trust", args=[unknown.pk]), {"name": "mx.ours.example"})
    assert answer.headers["Location"] == address
    unknown.refresh_from_db()
    assert unknown.authserv_id == "mx.ours.example"
    (entry,) = entries_for("channels.mailbox", unknown.pk)
    assert (entry.verb, entry.data["fields"], entry.actor_name) == ("mailbox.changed", ["authserv_id"], mei.name)
    assert "Who checks your incoming mail?" not in desk.get(address).content.decode()
    believed = take_mail(
        make_mail(From=f"Lin <{lin.email}>", Authentication_Results="mx.ours.example; dmarc=pass"), unknown
    )
    assert believed.state == "ticketed"


@pytest.mark.django_db
def test_only_what_is_proposed_can_be_taken(unknown, client_of, mei, lin):
    arrive(unknown, "bo@acme.example", "cy@harbour.example", "di@acme.example")
    address = reverse("channels:mailbox_trust", args=[unknown.pk])
    form = {"Referer": f"http://testserver{reverse('channels:mailbox', args=[unknown.pk])}"}
    page = client_of(mei).post(address, {"name": "mx.evil.example"}, follow=True, headers=form).content.decode()
    assert "The last mails do not propose “mx.evil.example” any more." in page
    assert client_of(lin).post(address, {"name": "mx.ours.example"}).status_code == 403
    unknown.refresh_from_db()
    assert unknown.authserv_id == ""


@pytest.mark.django_db
def test_a_forger_who_sends_such_headers_along_proposes_nothing(unknown, client_of, mei):
    arrive(unknown, "bo@acme.example", "cy@harbour.example", header="")
    arrive(unknown, *(f"evil{n}@evil.example" for n in range(8)), header="mx.evil.example; dmarc=pass")
    assert client_of(mei).get(reverse("channels:mailbox", args=[unknown.pk])).context["likely_server"] is None


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ([], ""),
        (["mx.google.com; dkim=pass"], "mx.google.com"),
        (["MX.Ours.example 1; spf=pass", "other.example; spf=pass"], "mx.ours.example"),
        (["(a comment) mx.ours.example; none"], "mx.ours.example"),
        (["spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=pass"], ""),
        ([";"], ""),
    ],
)
def test_the_topmost_name_counts(headers, name):
    assert server_name(headers) == name


@given(
    ours=st.integers(0, 20),
    others=st.lists(st.tuples(st.sampled_from(["", "x.example", "y.example"]), st.just("evil.example")), max_size=20),
)
def test_a_name_is_only_likely_when_nearly_every_mail_has_it(ours, others):
    seen = [("mx.ours.example", f"customer{number}.example") for number in range(ours)] + others
    found = likely_server(seen)
    if found:
        assert found.mails >= 3
        assert found.mails >= 0.9 * len(seen)
        assert found.domains >= 2
    elif ours >= 3:
        assert ours < 0.9 * len(seen)
