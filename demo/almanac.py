"""The city's own monitoring point, where nobody names another."""

from datetime import datetime

from core.clock import BEIJING

AS_OF = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
"""A Friday morning. Ages in the towns are days before it."""
