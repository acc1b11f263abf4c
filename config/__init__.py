"""设置与指标集.

How we run (settings) and what the law asks (rulebooks), each as data. May know `core` only.
"""
