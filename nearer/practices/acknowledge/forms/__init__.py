"""What people send, checked and said in sentences."""
