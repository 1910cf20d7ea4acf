from enum import StrEnum


class EncodingGivenEncoding(StrEnum):
    BIG5 = "big5"
    CP1252 = "cp1252"
    GB18030 = "gb18030"
    UTF_16 = "utf-16"
    UTF_16_BE = "utf-16-be"
    UTF_16_LE = "utf-16-le"
    UTF_8_SIG = "utf-8-sig"

    def __str__(self) -> str:
        return str(self.value)
