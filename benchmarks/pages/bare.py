"""What to hold our pages against: two Django projects without anything of ours.

``empty`` answers ``ok`` without middleware, templates or database, the most that Django can give here. ``default`` has
what ``django-admin startproject`` gives: its middleware, and at ``/`` a template that is all but empty. At ``/form/``
it draws Django's own form for signing in as Django draws forms: what our page at the door can be held against.
"""

EMPTY = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x" * 50, MIDDLEWARE=[])
application = get_wsgi_application()
"""
DEFAULT = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path
django, contrib = "django.middleware.", "django.contrib."
processors = ["django.template.context_processors.request", contrib + "auth.context_processors.auth"]
pages = {
    "page.html": "<!doctype html><title>empty</title><p>{{ user }}",
    "form.html": "<!doctype html><title>form</title><form method=post>{% csrf_token %}{{ form }}<button>ok</button>",
}
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="x" * 50,
    INSTALLED_APPS=[contrib + app for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
        "loaders": [("django.template.loaders.locmem.Loader", pages)],
        "context_processors": [*processors, contrib + "messages.context_processors.messages"],
    }}],
    MIDDLEWARE=[
        django + "security.SecurityMiddleware",
        contrib + "sessions.middleware.SessionMiddleware",
        django + "common.CommonMiddleware",
        django + "csrf.CsrfViewMiddleware",
        contrib + "auth.middleware.AuthenticationMiddleware",
        contrib + "messages.middleware.MessageMiddleware",
        django + "clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()
from django.contrib.auth.forms import AuthenticationForm
urlpatterns = [
    path("", lambda request: render(request, "page.html")),
    path("form/", lambda request: render(request, "form.html", {"form": AuthenticationForm(request)})),
]
"""
