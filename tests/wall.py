"""The clock on the wall of a program in a process of its own: a file of seconds."""

from pathlib import Path


def put_forward(file: Path, seconds: int) -> None:
    """In one step, since a program that asks for the time must not find an empty file."""
    new = file.with_name(file.name + ".new")
    new.write_text(str(seconds))
    new.replace(file)
