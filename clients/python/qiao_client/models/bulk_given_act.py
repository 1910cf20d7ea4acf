from enum import StrEnum


class BulkGivenAct(StrEnum):
    ASSIGN = "assign"
    FOLLOW = "follow"
    KIND = "kind"
    MOVE = "move"
    PRIORITY = "priority"
    PRODUCT = "product"
    SNOOZE = "snooze"
    SPAM = "spam"
    STATE = "state"
    TAG = "tag"
    UNFOLLOW = "unfollow"
    UNTAG = "untag"

    def __str__(self) -> str:
        return str(self.value)
