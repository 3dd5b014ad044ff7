"""Addresses at which a request may bring more than a page's worth, such as a file."""

from nearer.practices import registered
from nearer.practices.registration import Room


def rooms() -> dict[str, Room]:
    """Every such address, with how much has room there."""
    return {
        f"/{practice.slug}/{room.path}": room
        for practice in registered()
        for room in practice.rooms
    }
