"""A mailbox that strangers write to; the people are the house's own cast."""

import pytest

from qiao.channels.models import Mailbox
from qiao.channels.testing import make_mailbox


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return make_mailbox("support@ours.example", name="Support")
