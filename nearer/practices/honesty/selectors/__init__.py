"""One frozen object for each page of this practice."""
