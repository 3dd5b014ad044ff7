"""Small decisions of Today. Pure."""

from datetime import datetime

MORNING, AFTERNOON, EVENING = 5, 12, 18


def greeting(now: datetime, name: str) -> str:
    """What is said first, by the clock on the person's own wall."""
    if MORNING <= now.hour < AFTERNOON:
        said = "Good morning"
    elif AFTERNOON <= now.hour < EVENING:
        said = "Good afternoon"
    else:
        said = "Good evening"
    return f"{said}, {name}." if name else f"{said}."


def welcome_back(name: str) -> str:
    """What is said after a while, and nothing else about it."""
    return f"Welcome back, {name}." if name else "Welcome back."
