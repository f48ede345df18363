"""Django's settings, one file; what differs between installations comes from ``config.environment``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF

from gongkai.web.config.environment import OUTBOX, environment, mail_server, secret_key

ENVIRONMENT = environment()
DEBUG = ENVIRONMENT.debug
SECRET_KEY = secret_key(ENVIRONMENT.data)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "gongkai.web.ui",
    "gongkai.web.vault",
    "gongkai.web.organs",
    "gongkai.web.events",
    "gongkai.web.accounts",
    "gongkai.web.search",
    "gongkai.web.channels",
    "gongkai.web.applications",
    "gongkai.web.publication",
    "gongkai.web.reporting",
    "gongkai.web.oversight",
    "gongkai.web.desk",
    "gongkai.web.portal",
    "gongkai.web.checkup",
    "gongkai.web.export",
    "gongkai.web.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.web.config.middleware.size",
    "gongkai.web.config.middleware.moment",
    "gongkai.web.config.keeping.kept",
    "gongkai.web.config.middleware.as_files",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.web.accounts.gates.gates",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "gongkai.web.config.middleware.no_store",
]

KEPT_BYTES = 4 * 1024 * 1024  # of public pages, in each thread

ROOT_URLCONF = "gongkai.web.config.urls"
FORCE_SCRIPT_NAME = ENVIRONMENT.path or None
WSGI_APPLICATION = "gongkai.web.config.wsgi.application"
FORM_RENDERER = "gongkai.web.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["gongkai.web.ui.templatetags.gk"],
        },
    }
]

DATABASES: dict[str, Any] = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": ENVIRONMENT.files}},
    "staticfiles": {"BACKEND": "gongkai.web.config.static.Versioned"},
}
WHITENOISE_USE_FINDERS = True  # the styles lie in the package: nothing to collect before the first page
WHITENOISE_MAX_AGE = 0 if DEBUG else 86_400  # addresses change with the content: see config.static

# A file of 32 MB is the largest that is taken (lib.limits); anything beyond is refused while it still arrives.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENVIRONMENT.mail_url else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = f"{ENVIRONMENT.data}/{OUTBOX}"
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = mail_server(ENVIRONMENT.mail_url)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

# --- security ---------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongkai.web.ui.errors.csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if ENVIRONMENT.https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

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
        "object-src": [NONE],
    }
}

# --- allauth, axes: see accounts ----------------------------------------------------------------------
ACCOUNT_ADAPTER = "gongkai.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip"}  # a whole office may stand behind one address; passwords are counted by axes
ACCOUNT_FORMS = {
    "login": "gongkai.web.accounts.forms.login.Login",
    "reauthenticate": "gongkai.web.accounts.forms.login.Again",
    "change_password": "gongkai.web.accounts.forms.login.NewPassword",
}
MFA_ADAPTER = "gongkai.web.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "政府信息公开"
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https
MFA_FORMS = {
    "authenticate": "gongkai.web.accounts.forms.login.Code",
    "reauthenticate": "gongkai.web.accounts.forms.login.CodeAgain",
    "activate_totp": "gongkai.web.accounts.forms.login.NewApp",
    "add_webauthn": "gongkai.web.accounts.forms.login.NewKey",
    "edit_webauthn": "gongkai.web.accounts.forms.login.RenameKey",
}
SECOND_FACTOR_ROLES = ENVIRONMENT.second_factor
SESSION_IDLE_SECONDS = 60 * 60  # without a page; the whole session ends after SESSION_COOKIE_AGE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A pause for one name from one address, and never longer: nobody can shut another one out of his account.
AXES_ENABLED = True
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "gongkai.web.accounts.address.client_address"
AXES_LOCKOUT_CALLABLE = "gongkai.web.accounts.lockout.locked"
AXES_VERBOSE = False

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django_tasks_db": {"level": "ERROR"}},  # that it ends when told to is no warning
}
