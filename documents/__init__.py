"""陌生文件: a document of a stranger is read in a child of its own, under limits.

Knows `extract` and `core`. Whoever fetches or is handed a document (scheduler, cli) calls it.
"""
