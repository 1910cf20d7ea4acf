"""Outgoing HTTP that cannot be turned against the internal network."""

from qiao.kernel.http.outgoing import AddressRefused, AnswerRefused, client, is_public, vetted_addresses

__all__ = ["AddressRefused", "AnswerRefused", "client", "is_public", "vetted_addresses"]
