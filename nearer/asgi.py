"""Nearer for any ASGI server. `nearer serve` uses it too, and makes the ground ready first."""

from nearer.serving import front
from nearer.wsgi import application as pages

application = front.application(pages)
