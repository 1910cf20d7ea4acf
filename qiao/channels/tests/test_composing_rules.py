"""Outgoing headers: nothing breaks out, nothing is mangled."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qiao.channels.rules import parse_mail
from qiao.channels.rules.composing import (
    LONGEST_LINE,
    MOST_REFERENCES,
    POLICY,
    ascii_address,
    header_ids,
    one_line,
    reference_chain,
    set_addresses,
    set_header,
    to_bytes,
    usable_ids,
)
from qiao.channels.rules.mail import Address

message_ids = st.from_regex(r"\A[!-;=?-~]{1,400}@[a-z0-9.-]{1,200}\Z")


def mail_with(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    for name, value in headers.items():
        set_header(message, name.replace("_", "-"), value)
    message.set_content("body\n")
    return message


@given(st.lists(message_ids, max_size=60))
@example(["=?utf-8?q?a=40b?=@x", "a=?=@y"])
def test_references_are_folded_between_ids_and_come_back_whole(ids):
    chain = reference_chain("root@x", ids)
    data = to_bytes(mail_with(References=header_ids(chain), In_Reply_To=header_ids(chain[-1:])))
    assert all(len(line) <= LONGEST_LINE for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert parse_mail(data).references == chain
    assert chain[0] == "root@x"
    assert len(chain) <= MOST_REFERENCES + 1
    assert chain[1:] == [item for item in usable_ids(ids) if item != "root@x"][-MOST_REFERENCES:]


HOSTILE = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029:<>@,;\"'\\"), max_size=120
)


@given(HOSTILE, HOSTILE)
@example("hi\r\nBcc: victim@example.com", '"x" <y@z>\r\nSubject: no')
@example("\u2028Bcc: a@b", "\x85Bcc: a@b")
def test_no_subject_and_no_name_can_add_a_header_or_recipient(subject, name):
    message = mail_with(Subject=one_line(subject))
    set_addresses(message, "To", [Address(name, "bo@acme.example")])
    parsed = email.message_from_bytes(to_bytes(message), policy=email.policy.default)
    assert {key.lower() for key in parsed} <= {
        "subject", "to", "content-type", "content-transfer-encoding", "mime-version",
    }  # fmt: skip
    assert [entry.addr_spec for entry in parsed["To"].addresses] == ["bo@acme.example"]


@pytest.mark.parametrize("value", ["a\r\nBcc: x@y", "a\nb", "a\rb", "a\x00b", "a\u2028b"])
def test_a_raw_line_break_in_a_header_is_refused(value):
    with pytest.raises(ValueError):
        mail_with(X_Any=value)


@pytest.mark.parametrize(
    "address", ["", "x", "a@b\r\nc", "a b@c.d", "a@b,c@d", "<a@b>", "a@b\nBcc:x@y", "@b", "a@", "a@b;c@d"]
)
def test_what_is_no_address_is_not_written_to(address):
    with pytest.raises(ValueError):
        ascii_address(address)


def test_a_domain_goes_over_the_wire_in_ascii():
    assert ascii_address("info@例子.测试") == "info@xn--fsqu00a.xn--0zwm56d"


def test_a_chinese_subject_survives():
    message = mail_with(Subject="回复：同步任务在凌晨三点失败，日志见附件，请协助定位原因以及是否影响数据 [Q-12]")
    assert parse_mail(to_bytes(message)).subject.endswith("是否影响数据 [Q-12]")
