"""The demo company: an invented bilingual vendor with a year of tickets, the same on every machine on the same day."""

from qiao.site.demo.fill import DemoSummary, DemoTaken, fill_demo

__all__ = ["DemoSummary", "DemoTaken", "fill_demo"]
