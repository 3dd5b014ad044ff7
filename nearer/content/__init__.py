"""Content is data: TOML beside each practice, read once into frozen dataclasses, checked."""
