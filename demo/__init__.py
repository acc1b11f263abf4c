"""模拟城市. One process that is origin and forward proxy for `*.gov.test`, with planted faults and their answer key."""
