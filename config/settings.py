"""All settings, from the environment. `docs/configuration.md` documents each name."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded, env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.path("TELLTALE_DATA", BASE_DIR / "data")

# --- Local or production ---------------------------------------------------------------------
# `manage.py` sets TELLTALE_LOCAL; every other entry, and any other HOST, is production.
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, minimum=1)
LOCAL = env.flag("TELLTALE_LOCAL") and HOST in {"127.0.0.1", "::1", "localhost"}
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")


def _stored_secret_key() -> str:
    """The key that a local installation makes once and keeps in its data directory."""
    stored = DATA_DIR / "secret_key"
    if not stored.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        stored.touch(mode=0o600)
        stored.write_text(secrets.token_urlsafe(48))
    return stored.read_text().strip()


if LOCAL:
    SECRET_KEY = SECRET_KEY or _stored_secret_key()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
else:
    if len(SECRET_KEY) < 32 or SECRET_KEY.lower().startswith(("change", "django-insecure")):
        raise ImproperlyConfigured("SECRET_KEY must be set to at least 32 random characters.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG must be off in production.")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts to serve, without '*'.")

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "axes",
    "csp",
    "pgtrigger",
    "pghistory",
    "annotation",
    "reward",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database, Redis, jobs -------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
REDIS_URL = env.text("REDIS_URL")
if not DATABASE_URL or not REDIS_URL:
    _embedded_database, _embedded_redis = embedded.urls(DATA_DIR)
    DATABASE_URL = DATABASE_URL or _embedded_database
    REDIS_URL = REDIS_URL or _embedded_redis

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database(DATABASE_URL) | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True

CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"serializer": "config.cache.PlainSerializer"},
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.number("WORKER_CONCURRENCY", 2, minimum=1)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A publish must fail at once when Redis is away: the row is kept and the sweeper publishes later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 14 * 24 * 3600,  # longer than any training
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 30,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "annotation.jobs.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "retrain": {"task": "reward.jobs.retrain", "schedule": 30.0, "options": {"expires": 30}},
    "suggest": {"task": "reward.jobs.suggest", "schedule": 10.0, "options": {"expires": 10}},
    "settle": {"task": "reward.jobs.settle", "schedule": 10.0, "options": {"expires": 10}},
}

# --- People, sessions, tokens ----------------------------------------------------------------
AUTH_USER_MODEL = "annotation.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "annotation.api.throttles.address_of"
AXES_LOCKOUT_CALLABLE = "annotation.api.errors.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
LOGIN_URL = "/sign-in"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "annotation.api.errors.csrf_failure"

# --- Browser security ------------------------------------------------------------------------
SECURE_COOKIES = env.flag("SECURE_COOKIES", default=not LOCAL)
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
if env.number("PROXY_COUNT", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
MEDIA_ORIGINS = env.words("MEDIA_ORIGINS")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *MEDIA_ORIGINS],
        "media-src": [SELF, "blob:", *MEDIA_ORIGINS],
        "connect-src": [SELF, *MEDIA_ORIGINS],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- REST ------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotation.api.authentication.TokenAuthentication",
        "annotation.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["annotation.api.permissions.Authenticated"],
    "DEFAULT_RENDERER_CLASSES": ["annotation.api.rendering.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotation.api.rendering.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "annotation.api.pagination.NewestFirst",
    "PAGE_SIZE": 100,
    "DEFAULT_SCHEMA_CLASS": "annotation.api.schema.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["annotation.api.throttles.PerPerson"],
    "DEFAULT_THROTTLE_RATES": {
        "person": env.text("THROTTLE_PERSON", "30000/min"),
        "anonymous": env.text("THROTTLE_ANONYMOUS", "120/min"),
        "heavy": env.text("THROTTLE_HEAVY", "60/min"),
    },
    "NUM_PROXIES": env.number("PROXY_COUNT", 0),
    "EXCEPTION_HANDLER": "annotation.api.errors.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Telltale",
    "DESCRIPTION": "Mark what gives AI-generated videos away, and pull the annotations.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": ["annotation.api.schema.name_ids"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
}

# --- Files -----------------------------------------------------------------------------------
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.exists() else []
WHITENOISE_MAX_AGE = 3600
RUNS_ROOT = DATA_DIR / "runs"  # what a training is given, its state, and its log
CHECKPOINTS_ROOT = env.path("CHECKPOINTS_ROOT", DATA_DIR / "checkpoints")
CHECKPOINT_MAX_BYTES = env.number("CHECKPOINT_MAX_BYTES", 40 << 30, minimum=1)
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
MEDIA_URL_SECONDS = env.number("MEDIA_URL_SECONDS", 2 * 3600, minimum=60)
# The internal location by which nginx serves MEDIA_ROOT; empty: the web process sends the bytes.
ACCEL_REDIRECT = env.text("ACCEL_REDIRECT")
S3_BUCKET = env.text("S3_BUCKET")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "querystring_auth": True,
            "querystring_expire": MEDIA_URL_SECONDS,
            "default_acl": None,
            "file_overwrite": True,
        },
    }
# Private networks that webhooks may reach all the same, such as 10.1.0.0/16.
WEBHOOK_NETWORKS = env.words("WEBHOOK_NETWORKS")
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_BYTES", 2 * 1024**3, minimum=1)
UPLOAD_HOURS = env.number("UPLOAD_HOURS", 48, minimum=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024**2
# Uploads are files from the first byte, so that they can be moved into place.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(DATA_DIR / "tmp")
(DATA_DIR / "tmp").mkdir(parents=True, exist_ok=True)

# --- Language, time, logs --------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어")]
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "pgtrigger": {"level": "WARNING"}},
}
