"""Two people: how they invite, find and confirm each other, and how they part."""
