"""Decisions as pure functions: today's date, calendars and tables are arguments, nothing is read or written."""
