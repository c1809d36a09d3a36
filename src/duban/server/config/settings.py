"""Django's settings, made from :class:`Options`; an office and the tests differ in the options alone."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from duban.server.config.logs import logging_settings
from duban.server.config.options import Options, earlier_keys, secret_key

OPTIONS = Options.read(os.environ)

SECRET_KEY = secret_key(OPTIONS.home, os.environ)
SECRET_KEY_FALLBACKS = earlier_keys(OPTIONS.home, os.environ)
DEBUG = OPTIONS.debug
ALLOWED_HOSTS = list(OPTIONS.hosts)
ROOT_URLCONF = "duban.server.config.urls"
WSGI_APPLICATION = "duban.server.config.wsgi.application"

INSTALLED_APPS = [
    "duban.server.audit",
    "duban.server.people",
    "duban.server.documents",
    "duban.server.ledger",
    "duban.server.notices",
    "duban.server.web",
    "duban.server.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "duban.server.people.middleware.ActorMiddleware",
    "duban.server.people.middleware.LanguageMiddleware",
    "duban.server.people.middleware.GateMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duban.server.web.context.shell",
            ],
        },
    }
]

# --- storage -----------------------------------------------------------------------------------------------------

_database: dict[str, Any] = dict(
    dj_database_url.parse(OPTIONS.database, conn_max_age=60, conn_health_checks=True)
)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at the start and never fails half-way
        "timeout": 30,
        # FULL: what was acknowledged survives a loss of power, not only the death of the process
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    _database["CONN_MAX_AGE"] = 0
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

EVIDENCE_ROOT = OPTIONS.home / "evidence"
STATIC_URL = "/static/"
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # an office starts without a collecting step; packages keep their own files
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 600
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- who may come in ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 3600  # one working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # htmx reads it to send the token back
CSRF_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "duban.server.people.adapters.OfficeAccountAdapter"
SOCIALACCOUNT_ADAPTER = "duban.server.people.adapters.OfficeSocialAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# In front of axes: guessing from many addresses (a name or a second factor's code), and many names from one address.
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login_failed": "20/m/ip,10/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_ADAPTER = "duban.server.people.adapters.OfficeMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "duban 督办"
REQUIRE_SECOND_FACTOR = OPTIONS.require_mfa
SESSIONS_EACH = OPTIONS.sessions
USERSESSIONS_TRACK_ACTIVITY = False  # how often somebody is there is never measured
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OPTIONS.oidc:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "office",
                "name": OPTIONS.oidc.name,
                "client_id": OPTIONS.oidc.client,
                "secret": OPTIONS.oidc.secret,
                "settings": {"server_url": OPTIONS.oidc.server},
            }
        ]
    }
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_USERNAME_CALLABLE = "duban.server.people.lockout.name_tried"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody keeps a person locked out by going on guessing
AXES_LOCKOUT_CALLABLE = "duban.server.people.lockout.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True  # how often somebody is there is never measured

# --- what a browser may do ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": (),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        # a browser follows the login form's way to the identity provider only where it is named here
        "form-action": [SELF, *([OPTIONS.oidc.origin] if OPTIONS.oidc else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.https
SECURE_SSL_REDIRECT = False  # the office's front server does that; see docs/how-to/run-in-production.md
SECURE_HSTS_SECONDS = 31_536_000 if OPTIONS.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS.https else None
CSRF_TRUSTED_ORIGINS = [OPTIONS.address]

# --- language and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = OPTIONS.language
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
DATE_FORMAT = "Y-m-d"
FORMAT_MODULE_PATH = None

# --- telling people ----------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = OPTIONS.mail_from
OFFICE_ADDRESS = OPTIONS.address
if OPTIONS.mail:
    from duban.server.config.mail import mail_settings

    globals().update(mail_settings(OPTIONS.mail))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = logging_settings(json=OPTIONS.json_logs)
