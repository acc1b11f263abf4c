"""调度.

WHEN; `scan.py` is the one place that puts the rooms together. May know every floor below.
"""
