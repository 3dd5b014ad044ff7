"""Django's pages as one WSGI application; `asgi.py` puts it beside the live streams."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nearer.settings")

application = get_wsgi_application()
