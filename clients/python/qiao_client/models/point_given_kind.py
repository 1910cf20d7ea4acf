from enum import StrEnum


class PointGivenKind(StrEnum):
    DINGTALK = "dingtalk"
    EMAIL = "email"
    FEISHU = "feishu"
    PHONE = "phone"
    WECOM = "wecom"

    def __str__(self) -> str:
        return str(self.value)
