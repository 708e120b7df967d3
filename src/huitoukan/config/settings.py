"""Django's settings; what differs between servers comes from :mod:`huitoukan.config.environment`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from huitoukan.config import environment, logs
from huitoukan.core.saying import say_later

ENVIRONMENT = environment.read(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "huitoukan.core.audit",
    "huitoukan.core.areas",
    "huitoukan.core.accounts",
    "huitoukan.core.disclosure",
    "huitoukan.core.tokens",
    "huitoukan.core.office",
    "huitoukan.core.background",
    "huitoukan.domain.policies",
    "huitoukan.domain.registry",
    "huitoukan.domain.linkage_review",
    "huitoukan.domain.screening",
    "huitoukan.web",
    "django.forms",  # its templates, after ours that are drawn faster
]

MIDDLEWARE = [
    "huitoukan.web.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huitoukan.web.turns.TurnsMiddleware",
    "huitoukan.web.content_policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huitoukan.web.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huitoukan.web.accounts.idle.IdleMiddleware",
    "huitoukan.web.receiving.ReceivingMiddleware",
    "huitoukan.web.rules.RulesMiddleware",
    "huitoukan.web.errors.NotAPageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "huitoukan.config.urls"
WSGI_APPLICATION = "huitoukan.config.wsgi.application"

_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "huitoukan.web.layout.context",
            ],
            "builtins": [
                "huitoukan.web.templatetags.fixed",
                "django_cotton.templatetags.cotton",
                "huitoukan.web.templatetags.saying",
                "huitoukan.web.templatetags.components",
                "huitoukan.web.templatetags.each",
                "huitoukan.web.templatetags.marking",
                "huitoukan.web.templatetags.numbers",
            ],
        },
    }
]
COTTON_DIR = "components"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FILTERS_EMPTY_CHOICE_LABEL = say_later("page.all")

# --- the database: what was measured is in docs/adr/0013 ---------------------------------------------------

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(ENVIRONMENT.database, conn_max_age=60, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES: dict[str, str] = {}

# --- who is asking ------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "huitoukan.core.accounts.recognising.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # a whole office asks from one address; see core/accounts/lockout.py
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # it would have us lock out that address
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or anybody could keep a colleague out for good
AXES_USERNAME_CALLABLE = "huitoukan.core.accounts.lockout.counted_name"
AXES_SENSITIVE_PARAMETERS = ["username", "code", "next", "csrfmiddlewaretoken"]  # it keeps what was sent, without these
AXES_LOCKOUT_CALLABLE = "huitoukan.web.accounts.lockout.refuse"
AXES_DISABLE_ACCESS_LOG = True  # the audit trail keeps who signed in
AXES_IPWARE_PROXY_COUNT = ENVIRONMENT.proxies

SESSION_ENGINE = "huitoukan.core.accounts.recognising"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a long working day; being idle ends it sooner, see web/accounts/idle.py
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_NAME = "huitoukan_session"
CSRF_COOKIE_NAME = "huitoukan_csrf"
CSRF_FAILURE_VIEW = "huitoukan.web.errors.wrong_token"

OTP_TOTP_ISSUER = "huitoukan"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # wrong codes count as wrong passwords do, and lock

# --- what a browser may do ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = ["^health/"]  # asked by the machine itself
if ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- words, days and files ------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "huitoukan_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ENVIRONMENT.home / "files"
FILE_UPLOAD_TEMP_DIR = ENVIRONMENT.home  # the system's own folder may be kept in memory
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # an import takes fewer, and says so

# --- the background ---------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LOGGING = logs.settings()
