"""Outgoing HTTP that cannot be turned against the internal network."""

from qiao.kernel.http.client import AddressRefused, AnswerTooLarge, client, fetch

__all__ = ["AddressRefused", "AnswerTooLarge", "client", "fetch"]
