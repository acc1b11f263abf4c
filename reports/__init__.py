"""报告.

One frozen Tally in, documents out; counts nothing, queries nothing. May know `core` only.
"""
