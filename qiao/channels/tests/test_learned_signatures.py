"""The signature a sender never marks: what their mails end with."""

from hypothesis import given
from hypothesis import strategies as st

from qiao.channels.rules import fold_end
from qiao.channels.rules.learned_signatures import without_learned_signature
from qiao.channels.rules.signatures import LONG_SIGNATURE

SIGNATURE = "Bo Lindqvist\nAcme Shipping  AB\n+46 8 123 45"
EARLIER = [f"The pump stopped.\n\n{SIGNATURE}", f"Any news?\n{SIGNATURE}\n"]

LINES = st.sampled_from(["", "  ", "Bo", "Acme", "Thanks,", "> quoted", "It fails.", "\u738b\u5c0f\u660e"])
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def filled(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_lines_that_ended_two_earlier_mails_are_the_signature():
    text = "It works again.\n\nBo Lindqvist\n\nAcme Shipping AB\n+46 8 123 45"
    new, signature = without_learned_signature(text, EARLIER)
    assert new == "It works again."
    assert filled(signature) == ["Bo Lindqvist", "Acme Shipping AB", "+46 8 123 45"]


def test_one_earlier_mail_is_chance_and_one_line_is_no_signature():
    text = f"It works.\n{SIGNATURE}"
    assert without_learned_signature(text, EARLIER[:1]) == (text, "")
    assert without_learned_signature("It works.\nBo", ["a\nBo", "b\nBo"]) == ("It works.\nBo", "")


def test_only_the_last_five_mails_count():
    text = f"It works.\n{SIGNATURE}"
    assert without_learned_signature(text, ["x\ny"] * 3 + EARLIER) == ("It works.", SIGNATURE)
    assert without_learned_signature(text, ["x\ny"] * 4 + EARLIER) == (text, "")


def test_what_only_two_of_them_share_is_still_found():
    earlier = [f"one\nKind regards\n{SIGNATURE}", f"two\nCheers\n{SIGNATURE}", f"three\nKind regards\n{SIGNATURE}"]
    new, signature = without_learned_signature(f"four\nKind regards\n{SIGNATURE}", earlier)
    assert (new, signature) == ("four", f"Kind regards\n{SIGNATURE}")


def test_a_mail_that_says_the_same_again_is_shown_whole():
    assert without_learned_signature(SIGNATURE, [SIGNATURE, SIGNATURE]) == (SIGNATURE, "")


def test_a_long_common_end_is_content():
    report = "\n".join(f"line {number}" for number in range(LONG_SIGNATURE + 1))
    text = f"Report 3\n{report}"
    assert without_learned_signature(text, [f"Report 1\n{report}", f"Report 2\n{report}"]) == (text, "")


@given(TEXTS, st.lists(TEXTS, max_size=7))
def test_nothing_is_lost_and_the_whole_is_never_folded(text, earlier):
    new, signature = without_learned_signature(text, earlier)
    assert filled(new) + filled(signature) == filled(text)
    assert filled(new) or not filled(text)
    assert signature or new == text
    assert len(filled(signature)) != 1
    assert not any(line.startswith(">") for line in filled(signature))
    assert without_learned_signature(text, earlier) == (new, signature)


@given(TEXTS, st.lists(TEXTS, min_size=2, max_size=5))
def test_the_order_of_earlier_mails_makes_no_difference(text, earlier):
    assert without_learned_signature(text, earlier) == without_learned_signature(text, earlier[::-1])


@given(TEXTS, st.lists(TEXTS, max_size=5))
def test_a_folded_signature_stands_at_the_end_of_two_earlier_mails(text, earlier):
    _new, signature = without_learned_signature(text, earlier)
    lines = filled(signature)
    assert not lines or sum(filled(one)[-len(lines) :] == lines for one in earlier) >= 2


def test_the_html_of_the_same_lines_is_folded_with_its_pictures():
    html = (
        '<div>It works.</div><div><b>Bo</b> Lindqvist<br>Acme Shipping&nbsp;AB<br>+46&nbsp;8 123 45<img src="x"></div>'
    )
    parts = fold_end(html, SIGNATURE)
    assert "It works." in parts.new_html
    assert "Lindqvist" not in parts.new_html
    assert '<img src="x">' in parts.folded_html
    assert "Bo" in parts.folded_html


def test_html_that_says_something_else_or_nothing_else_stays_whole():
    for html in ("<p>It works.</p><p>Bo</p>", "<p>Bo Lindqvist</p><p>Acme Shipping AB</p><p>+46 8 123 45</p>", ""):
        assert fold_end(html, SIGNATURE) == type(fold_end("", ""))(html, "")
