"""What the pages show: questions, what was written, check-ins, appreciations, the rhythm."""
