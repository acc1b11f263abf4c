"""可用性检查. Facts in, sayings out; knows `core` and `checks.registry` only."""
