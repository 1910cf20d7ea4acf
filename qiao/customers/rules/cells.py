"""Cells of tables that leave the house."""

_STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, also after it was saved and opened again."""
    return f"'{text}" if text[:1] in _STARTS_A_FORMULA else text
