"""Today: where a person lands, and what each practice offers there."""
