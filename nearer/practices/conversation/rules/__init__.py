"""What decides here: which question and which agenda is whose turn, and what was agreed."""
