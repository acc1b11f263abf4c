"""配置.

Two things in two places: how we run (`settings`, default.toml) and what the law asks (`rulebook`,
indicators/). Reads files; may know `core` only.
"""
