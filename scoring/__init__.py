"""评定.

Prices what the checks said: results + rulebook + people's decisions -> standings -> verdicts -> tally.
Pure: no network, no database, no settings, no clock. May know `core` only.
"""
