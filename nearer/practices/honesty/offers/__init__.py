"""What this practice offers on Today: pure, over what its reader may open."""
