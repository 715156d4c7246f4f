"""The entry point of web servers: `gunicorn partnerships.wsgi`."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerships.settings")

application = get_wsgi_application()

# Every page is loaded before the first request, so that nobody waits for it and a broken one stops the start.
import_module(settings.ROOT_URLCONF)
