"""存储. Append-only rows; functions take and return core nouns. May know `core` only."""
