"""`expand`: which related objects an answer includes."""

from typing import Annotated, Any

from pydantic import Field


def expandable(*names: str) -> Any:
    """The type of an `expand` parameter: some of these names, separated by commas."""
    one = "|".join(names)
    description = f"Bring along, separated by commas: {', '.join(names)}."
    return Annotated[str, Field(pattern=rf"^({one})(,({one}))*$|^$", max_length=400, description=description)]


def expanded(text: str) -> frozenset[str]:
    """The names in an `expand` parameter."""
    return frozenset(text.split(",")) - {""}
