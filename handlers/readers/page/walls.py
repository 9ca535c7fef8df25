"""Pages that stand where an article should: a check for robots, a question about cookies, a login, a list of links."""

from __future__ import annotations

import re
from typing import Any

from handlers.errors import Unreadable

PAYWALLED = "This page needs a subscription; the digest covers the part that is open."
_SHORT = 120  # words: a text that is longer is no wall's
_FEW = 40  # words: a text that is shorter is no article's, unless the page says that it is


def _any_of(forms: str) -> re.Pattern[str]:
    return re.compile("|".join(forms.split("\n")[1:-1]), re.I | re.S)


_ROBOTS = _any_of(r"""
just a moment\b|attention required|checking (?:your browser|if the site connection)|ddos protection|security check
verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)|not a robot|captcha|press (?:&|and) hold
unusual (?:traffic|activity)|pardon our interruption|access (?:to this page has been )?denied
enable javascript and cookies|request (?:blocked|unsuccessful)
""")
_COOKIES = _any_of(r"""
before you continue to|bevor sie fortfahren|pur-abo|avec (?:le )?consentement
(?:we|our partners|and our \d+ partners).{0,80}(?:use|store).{0,80}(?:cookies|information on (?:a|your) device)
accept (?:all )?cookies to|consent to (?:the use of )?cookies
""")
_LOGIN = _any_of(r"""
(?:log|sign) ?in to (?:continue|read|view|your account|see)|please (?:log|sign) in
you (?:must|need to) (?:be logged in|log in|sign in)|create (?:a free |an )?account to (?:continue|read)
subscribe to (?:continue|read)|this (?:article|content|story) is (?:only )?(?:for|available to) subscribers
""")
_BY_ROBOTS = "This site asks visitors to prove that they are human, so the page could not be read."
_BY_COOKIES = "This page shows only a question about cookies, so the article could not be read."
_BY_LOGIN = "This page can be read only after signing in."
_GATE = _any_of(r"""
(?:subscribe|sign up|register|log in|sign in) (?:now )?(?:to|and) (?:continue|keep|unlock|read|get (?:full|unlimited))
become a (?:member|subscriber) to (?:continue|keep|unlock|read)|(?:to continue|keep) reading
this (?:article|story|content) is (?:exclusive(?:ly)? |reserved |only )?for (?:our )?(?:paying )?(?:subscribers|members)
you(?:’ve| have|'ve) (?:reached|used|read) (?:your|all) .{0,30}(?:free )?articles
remaining (?:text|of the article)|subscriber[- ]only|members[- ]only
""")


def refusal(tree: Any, lines: list[str], said_article: bool) -> Unreadable | None:
    """Why there is no article here, where so few words were found that a wall may stand in its place."""
    text = " ".join(lines)
    words = len(text.split())
    if words > _SHORT:
        return None
    shown = " ".join(_shown(tree).split())[:6_000] if words < _FEW else text
    for signs, reason in ((_ROBOTS, _BY_ROBOTS), (_COOKIES, _BY_COOKIES)):
        if len(shown.split()) < 4 * _SHORT and signs.search(shown):
            return Unreadable("no_article", reason)
    if words < _FEW and (_LOGIN.search(shown) or tree.find(".//input[@type='password']") is not None):
        return Unreadable("no_article", _BY_LOGIN)
    few = words < (_FEW // 3 if said_article else _FEW)
    return Unreadable("no_article", "There is no article on this page.") if few else None


def has_gate(tree: Any) -> bool:
    """Whether the page asks for a subscription to read on."""
    return bool(_GATE.search(_shown(tree)[-40_000:]))


def _shown(tree: Any) -> str:
    """The words that the page shows, and its title."""
    body = tree.find("body")
    texts = [tree.findtext(".//title") or ""]
    for element in (tree if body is None else body).iter():
        if element.text and element.tag not in ("script", "style", "noscript", "template"):
            texts.append(element.text if isinstance(element.tag, str) else "")
        if element.tail:
            texts.append(element.tail)
    return " ".join(texts)
