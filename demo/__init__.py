"""模拟城市: fictional towns as data, served by one process that is origin and proxy at once.

A door (floor 5). `city.start` runs it, `answer_key` says what a scan must find in it.
"""
