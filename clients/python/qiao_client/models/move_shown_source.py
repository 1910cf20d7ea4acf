from enum import StrEnum


class MoveShownSource(StrEnum):
    CLOSED = "closed"
    MERGED = "merged"
    NEW = "new"
    OPEN = "open"
    SCHEDULED = "scheduled"
    SOLVED = "solved"
    SPAM = "spam"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_RELEASE = "waiting_release"
    WAITING_RND = "waiting_rnd"
    WAITING_THIRD_PARTY = "waiting_third_party"

    def __str__(self) -> str:
        return str(self.value)
