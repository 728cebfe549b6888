"""URLs as they may be kept: http or https, with a host, without user names, passwords and fragments."""

import re
from urllib.parse import urlsplit, urlunsplit

LONGEST = 4000  # characters
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # an address has none, and a terminal obeys them


def clean_url(url: str) -> str:
    """Empty for what is no web address. Nothing else of the address is changed: it is an article's identity."""
    if len(url) > LONGEST:
        return ""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    kept = urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))
    return "" if _CONTROLS.search(kept) else kept


def has_credentials(url: str) -> bool:
    return "@" in urlsplit(url).netloc


def looks_like_url(source: str) -> bool:
    return "://" in source[:20]
