"""Qiao: a product support platform for software vendors."""

__version__ = "0.1.0"
