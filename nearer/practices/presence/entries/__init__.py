"""What this practice seals, a module for each thing."""
