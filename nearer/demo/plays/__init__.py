"""How each kind of thing in the story is done, a small function for each kind."""
