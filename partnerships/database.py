"""Where the register is kept: SQLite next to the project by default, PostgreSQL when DATABASE_URL says so."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}


def from_url(url: str, folder: Path) -> dict:
    """The DATABASES entry for a DATABASE_URL.

    `sqlite:///path` (or nothing at all) means a file; `postgresql://user:password@host:port/name?host=/socket/folder`
    means PostgreSQL. Anything else raises ValueError with a sentence that names the accepted forms.
    """
    if not url:
        return sqlite(folder / "register.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(parts)
    raise ValueError(f"DATABASE_URL must start with sqlite:/// or postgresql://, not {parts.scheme}://")


def sqlite(path: Path) -> dict:
    """SQLite in a file; tests use a file too, because threads share nothing with a database in memory."""
    return {**SQLITE, "NAME": str(path), "TEST": {"NAME": str(path.with_name("test-" + path.name))}}


def postgresql(parts) -> dict:
    """PostgreSQL, over TCP or over a socket folder given as `?host=`; statements and locks give up in time."""
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=10000 -c lock_timeout=5000"},
    }
