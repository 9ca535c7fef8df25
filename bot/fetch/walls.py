"""Pages that stand in an article's place, told apart: logins, consent pages, walls against programs, subscriptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.fetch.errors import FetchError, StatusError, Walled
from bot.fetch.page import Page

INSTEAD = "Upload the article as a file, or paste its text, and it is read from there."
SUBSCRIPTION = "This page needs a subscription; the digest covers the part that is open."

_BOT_WALL = "This site does not let programs read its pages. " + INSTEAD
_LOGIN = "This page is only for people who are logged in. " + INSTEAD
_CONSENT = "This site shows a consent page instead of the article. " + INSTEAD
_PAYWALL = "This page needs a subscription, and no part of it is open. " + INSTEAD

_SHORT = 1200  # characters: an article has more


def _any(*phrases: str, begins: bool = False) -> re.Pattern[str]:
    return re.compile(("^" if begins else r"\b") + "(?:" + "|".join(phrases) + ")", re.I)


_LOGIN_URL = re.compile(
    r"^(?:login|signin|sso|accounts?|auth|idp?|passport)\."
    r"|/(?:log-?in|sign-?in|signon|sso|oauth2?|authenticate|authwall|wp-login\.php|servicelogin)(?:[/?.;]|$)"
    r"|/(?:accounts|user|users)/(?:login|sign_in)(?:[/?]|$)",
    re.I,
)
_CONSENT_URL = re.compile(
    r"^(?:consents?|guce|privacy|cookie-?consent)\.|/(?:collect)?consent(?:[/?]|$)|/(?:cookie-?wall|privacy-gate)(?:[/?]|$)",
    re.I,
)
_LOGIN_WORDS = _any(
    "log ?in", "sign ?in", "anmelden", "einloggen", "connexion", "se connecter", "iniciar sesión", "accedi"
)
_CONSENT_WORDS = _any(
    "before you continue",
    "we value your privacy",
    "accept (?:all )?cookies",
    "cookie consent",
    "your privacy choices",
    "manage (?:your )?(?:consent|cookies)",
    "vor dem weiterlesen",
    "zustimmen und weiter",
    "mit werbung (?:lesen|weiterlesen)",
    "accepter et continuer",
    "aceptar y continuar",
)
_BOT_TITLE = _any(
    "just a moment",
    "attention required",
    "access denied",
    "are you (?:a robot|human)",
    "robot check",
    "verify you are human",
    "(?:bot|human) verification",
    "security check",
    "pardon our interruption",
    "one moment, please",
    "ddos-guard",
    "please wait",
    "checking your browser",
    "captcha",
    "request rejected",
    "you have been blocked",
    "403 forbidden",
    begins=True,
)
_BOT_WORDS = _any(
    "verify(?:ing)? (?:that )?you are (?:a )?human",
    "unusual (?:traffic|activity)",
    "enable javascript and cookies to continue",
    "press (?:&|and) hold",
    "complete the (?:security check|captcha)",
    "checking (?:if the site connection is secure|your browser)",
    "are you a robot",
    "not a robot",
    "please enable js and disable any ad ?blocker",
    "incapsula incident",
    r"reference #\d",
    "automated access",
    "(?:performance|ddos) (?:&|and) security by cloudflare",
    "blocked by (?:network )?security",
)
_SUBSCRIBE = _any(
    "subscribe (?:now )?to (?:continue|keep|read)",
    "to continue reading",
    "subscribers? only",
    "already a subscriber",
    "become a (?:subscriber|member)",
    "this (?:article|story) is (?:for|only|reserved)",
    "jetzt weiterlesen mit",
    "réservé aux abonnés",
    "exclusivo para suscriptores",
)
_BOT_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": ""}


def wall(page: Page, url: str, headers: Mapping[str, str]) -> FetchError | None:
    """The error that a page answered with 200 amounts to; None where it may hold the article."""
    place = urlsplit(url)
    where = (place.hostname or "") + place.path
    short = len(page.words) < _SHORT
    if _by_program(page, headers, short):
        return Walled(_BOT_WALL, "bot_wall")
    if _CONSENT_URL.search(where) or (short and _CONSENT_WORDS.search(page.title + " " + page.words)):
        return Walled(_CONSENT, "consent")
    asks = page.password or bool(_LOGIN_WORDS.search(page.title))
    if (_LOGIN_URL.search(where) and (asks or short)) or (short and page.password):
        return Walled(_LOGIN, "login")
    return None


def note(page: Page) -> str:
    """What the reader of a digest should know about the page; "" where there is nothing."""
    shut = page.subscription or (len(page.words) < _SHORT and _SUBSCRIBE.search(page.words))
    return SUBSCRIPTION if shut else ""


def refusal(status: int, page: Page, headers: Mapping[str, str], after: float | None) -> FetchError:
    """The error for an answer with a status of 400 or more."""
    if _by_program(page, headers, short=True) and status in (401, 403, 405, 406, 418, 429, 503):
        return Walled(_BOT_WALL, "bot_wall")
    if status == 402:
        return Walled(_PAYWALL, "paywall")
    if status in (401, 407):
        return Walled(_LOGIN, "login")
    if status in (404, 410):
        return StatusError("There is no page at that address. Please check the link.", "not_found", status)
    if status == 429:
        return StatusError("The site asks for fewer visits. Please try again later.", "busy", status, True, after)
    if status == 451:
        return StatusError("The site does not show this page in this country. " + INSTEAD, "unavailable", status)
    if status in (408, 425) or status >= 500:
        words = "The site has trouble and cannot show the page now. Please try again later."
        return StatusError(words, "site_error", status, True, after)
    return StatusError(f"The site does not give out this page (status {status}). {INSTEAD}", "forbidden", status)


def _by_program(page: Page, headers: Mapping[str, str], short: bool) -> bool:
    if any(name in headers and sign in headers[name] for name, sign in _BOT_HEADERS.items()):
        return True
    return short and bool(_BOT_TITLE.search(page.title) or _BOT_WORDS.search(page.words))
