"""抓取.

Scrapy child processes: a plan in, snapshots, facts and gaps out. May know `core` and `extract`.
"""
