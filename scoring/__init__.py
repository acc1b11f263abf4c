"""判定. Results and rulings to standings, verdicts and the tally. Pure; may know `core` only."""
