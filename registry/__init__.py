"""监测对象名录. An office's sheets in, core nouns and refused rows out. May know `core` only."""
