"""What is decided here. Pure: no clock, no database, no Django."""
