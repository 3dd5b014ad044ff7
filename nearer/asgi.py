"""Nearer for any ASGI server. `nearer serve` uses it too, and makes the ground ready first."""

from nearer.live.app import live
from nearer.serving import front
from nearer.wsgi import application as pages

application = front.beside(front.application(pages), {"/live/": live})
farewell = live.close
