"""The demo company: an invented bilingual vendor with a year of tickets, the same on every machine on the same day."""
