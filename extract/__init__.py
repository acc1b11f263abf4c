"""字节变事实.

Pure: bytes and text in, facts out; no network, no files, no clock. May know `core` only.
"""
