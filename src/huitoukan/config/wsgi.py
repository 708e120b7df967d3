"""The door that a web server knocks at."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from huitoukan.config.input import told_when_cut_off

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitoukan.config.settings")
application = told_when_cut_off(get_wsgi_application())
