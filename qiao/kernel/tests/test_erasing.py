"""Words by which a person can be recognised are looked for as whole words, in the database too."""

import pytest

from qiao.kernel.erasing import Scrubber, Traces, rows_with_traces
from qiao.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
TRACES = Traces(("a@acme.example",), ("+44 20 7946 0301",), ("Tom", "汤姆"), "Person 7")


@pytest.mark.parametrize(
    ("text", "is_theirs"),
    [
        ("Tom wrote", True),
        ("the customer waits until tomorrow", False),
        ("from A@ACME.example", True),
        ("from ana@acme.example.org", False),
        ("call +442079460301", True),
        ("order 9442079460301", False),
        ("请联系汤姆先生", True),
    ],
)
def test_rows_that_tell_are_those_in_which_whole_words_stand(text, is_theirs):
    entry = AuditEntry.objects.create(object_type="x", object_id=1, verb="x", actor_kind="system", data={"said": text})
    scrubber = Scrubber(TRACES, with_names=True)
    found = rows_with_traces(AuditEntry.objects.filter(pk=entry.pk), ("data",), scrubber)
    assert found.exists() == is_theirs == scrubber.finds(text)
