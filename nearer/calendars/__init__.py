"""Calendars, read only for when somebody is busy. Pure: no Django, no database, no clock."""
