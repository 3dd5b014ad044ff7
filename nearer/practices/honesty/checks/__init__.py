"""The rules that the banks are held against (docs/writing-content.md)."""
