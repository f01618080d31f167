"""All settings in one file. Each comes from a CLB_ variable or has a safe default; it starts with none set."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE = Path(__file__).parents[2]
DATA = Path(os.environ.get("CLB_DATA", BASE / "data")).absolute()
os.umask(0o077)  # what this program writes is for its own user: the database, files, keys, copies
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
with suppress(PermissionError):  # another's folder is for `clb selfcheck` to name
    DATA.chmod(0o700)
DEBUG = os.environ.get("CLB_DEBUG", "") == "1"
IS_DEMO = os.environ.get("CLB_DEMO", "") == "1"
DEMO_MARK = DATA / "demo"  # laid down with the demo data, so that every start shows the ribbon
VERSION = "0.1.0"
HTTPS = os.environ.get("CLB_HTTPS", "") == "1"
# Servers of ours between a caller and this one: the last so many addresses of X-Forwarded-For are believed.
PROXIES = int(os.environ.get("CLB_PROXIES", "1" if HTTPS else "0"))
CALLS_PER_MINUTE = int(os.environ.get("CLB_CALLS_PER_MINUTE", "600"))  # of one account or address; 0 = as many as come
ALLOWED_HOSTS = os.environ.get("CLB_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CLB_ORIGINS", "").split(",") if o]


def _secret_key() -> str:
    """From CLB_SECRET_KEY, or made once and kept in a file that only the owner may read."""
    if key := os.environ.get("CLB_SECRET_KEY"):
        return key
    file = DATA / "secret-key"
    if not file.exists():
        try:
            fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start was quicker
            return file.read_text("utf8")
        with os.fdopen(fd, "w", encoding="utf8") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text("utf8")


SECRET_KEY = _secret_key()
# Former keys, newest first: what was signed by them (sessions, the codes on printed receipts) still holds.
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("CLB_SECRET_KEY_FALLBACKS", "").split(",") if key]

# Keys of encrypted texts, newest first; where none is given they are made once and kept in a file (mode 600).
FIELD_KEYS = [key for key in os.environ.get("CLB_FIELD_KEYS", "").split(",") if key]
FIELD_KEYS_FILE = DATA / "field-keys"
# Marks of people who were erased, beside the database: a backup that is put back does not know of them.
ERASED_FILE = DATA / "erased-people"

# Keys that seal the journal, newest first, kept likewise; and where its daily marks are written outside the database.
JOURNAL_KEYS = [key for key in os.environ.get("CLB_JOURNAL_KEYS", "").split(",") if key]
JOURNAL_KEYS_FILE = DATA / "journal-keys"
JOURNAL_MARKS_FILE = Path(os.environ.get("CLB_JOURNAL_MARKS", DATA / "journal-marks.jsonl"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "ninja",
    "clb.kernel",
    "clb.web",
    "clb.papers",
    "clb.files",
    "clb.ledger",
    "clb.places",
    "clb.access",
    "clb.signin",
    "clb.clubs",
    "clb.members",
    "clb.journal",
    "clb.board",
    "clb.fund",
    "clb.health",
    "clb.care",
    "clb.lending",
    "clb.seconds",
    "clb.founding",
    "clb.plans",
    "clb.meetings",
    "clb.exchanges",
    "clb.budget",
    "clb.giving",
    "clb.outreach",
    "clb.statements",
    "clb.privacy",
    "clb.supervision",
    "clb.grading",
    "clb.dispatch",
    "clb.tabular",
    "clb.desks",
    "clb.home",
    "clb.reports",
    "clb.api",
    "clb.phone",
    "clb.sheets",
    "clb.demo",
    "clb.config",
    # After ours, so that our pages of signing in win over its own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "clb.web.guards.real_address",
    "django.middleware.security.SecurityMiddleware",
    "clb.web.guards.packs_static",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clb.kernel.journal.remembers_whence",
    "clb.web.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "clb.web.guards.limits_calls",
    "clb.web.guards.notes_misleading",
    "clb.web.guards.leaves_nothing_behind",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clb.signin.guard.Guard",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "clb.config.urls"
WSGI_APPLICATION = "clb.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clb.web.context.shell",
                "clb.signin.context.idle",
            ],
            "builtins": ["django.templatetags.l10n"],  # what a machine reads is no number for people: 1234, not 1.234
        },
    }
]

# One writer at a time on SQLite, decided at BEGIN: without IMMEDIATE two writers answer "database is locked".
_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
        # What is deleted is overwritten, so that an erased person is not left in the file.
        " PRAGMA secure_delete=ON;"
    ),
}
DATABASES: dict[str, Any]
if url := os.environ.get("CLB_DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "clb.sqlite3"}}
# PostgreSQL's own defaults are for spinning disks and long reports: a page about one club would read whole tables side
# by side, or wait for a plan to be compiled, where a few look-ups do.
_POSTGRESQL = {"options": "-c random_page_cost=1.1 -c parallel_setup_cost=20000 -c jit=off"}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = _POSTGRESQL | DATABASES["default"].get("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
    # A file, not memory, so that two threads of a test are two connections.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "clb.signin.passphrases.NotOfCommonWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "clb.signin.doors.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # clb.signin counts wrong guesses, per name, device and address, and keeps the count
ACCOUNT_FORMS = {"login": "clb.signin.doors.SignIn", "change_password": "clb.signin.doors.ChangePassphrase"}
ACCOUNT_SESSION_REMEMBER = True  # clb.signin.guard ends a session by its kind; see clb/signin/rules.py
SESSION_COOKIE_AGE = 30 * 24 * 3600
# Officers need a second factor: 1 everywhere, 0 nowhere, else everywhere but in the demo.
SECOND_FACTOR = os.environ.get("CLB_SECOND_FACTOR", "")
MFA_ADAPTER = "clb.signin.doors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "clb.signin.doors.SayCode",
    "authenticate_webauthn": "clb.signin.doors.ShowPasskey",
    "activate_totp": "clb.signin.doors.StartCodes",
}
MFA_RATE_LIMITS = False
CSRF_FAILURE_VIEW = "clb.web.errors.csrf_failure"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each in itself, as the switch at the foot shows them
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [BASE / "clb" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "clb.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns where it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a whole meeting of a large club on one sheet
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SHEETS_KEPT_DAYS = int(os.environ.get("CLB_SHEETS_KEPT_DAYS", "90"))
# Whom volunteers are to tell of neglect and blows, in words and with a number where the place has one.
TELL_OF_ABUSE = os.environ.get("CLB_TELL_OF_ABUSE", "").strip()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if HTTPS:  # names that a browser takes from this very host only, and only over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The demo's sign-ins are printed on its sign-in page; a real installation has no demo users.
DEMO_PASSWORD = "trinh-dien-2026"
DEMO_LOGINS = (
    ("thuquy", _("Thủ quỹ của một câu lạc bộ")),
    ("chunhiem", _("Chủ nhiệm của câu lạc bộ đó")),
    ("chamsoc", _("Tình nguyện viên chăm sóc tại nhà của câu lạc bộ đó")),
    ("xa", _("Ủy ban nhân dân xã Long Phú Thuận")),
    ("hoi", _("Hội Người cao tuổi (chủ trì kế hoạch)")),
    ("taichinh", _("Tài chính, kế hoạch")),
    ("yte", _("Y tế")),
    ("mattran", _("Mặt trận Tổ quốc")),
    ("vanhoa", _("Văn hóa, thông tin")),
    ("tinh", _("Tỉnh Đồng Tháp")),
    ("hethong", _("Quản trị hệ thống")),
)
