"""检查项.

One file a check: facts in, sayings out. May know `core` and `extract`; no clock, no network,
no database, no settings. A new check is found by walking this folder.
"""
