"""What this practice seals."""
