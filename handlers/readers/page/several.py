"""Pages with more than one article: the one that the address points to, the others taken off the tree."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from handlers.readers.page.place import key

_LONG = 120  # words of an element that may be an article of its own


def single_out(tree: Any, url: str, title: str, live: bool) -> None:
    """Takes every whole article but the page's own off the tree.

    In a live blog, an address with a fragment points to one post; without one, all its posts are the article.
    """
    fragment = urlsplit(url).fragment if url else ""
    if fragment and _only(tree, fragment.removeprefix("post-"), fragment):
        return
    if live:
        return
    articles = [
        a for a in tree.iter("article") if not any(p.tag == "article" for p in a.iterancestors()) and _words(a) >= _LONG
    ]
    if len(articles) < 2:
        return
    own = [a for a in articles if _is_own(a, url, title)]
    if len(own) == 1:
        for other in articles:
            if other is not own[0] and (parent := other.getparent()) is not None:
                parent.remove(other)


def _only(tree: Any, *names: str) -> bool:
    """Keeps, of the articles beside the one with that id, only that one."""
    for element in tree.iter("article", "div", "section", "li"):
        if element.get("id") in names and _words(element) >= 30:
            siblings = [*element.itersiblings(preceding=True), *element.itersiblings()]
            same = [e for e in siblings if e.tag == element.tag and _words(e) >= 20]
            for other in same:
                other.getparent().remove(other)
            return bool(same)
    return False


def _is_own(article: Any, url: str, title: str) -> bool:
    heads = {key(h.text_content()) for h in article.iter("h1", "h2")}
    if title and key(title) in heads:
        return True
    path = urlsplit(url).path.rstrip("/")
    return bool(path) and any(
        urlsplit(urljoin(url, a.get("href") or "")).path.rstrip("/") == path
        for h in article.iter("h1", "h2")
        for a in (*h.iter("a"), *h.iterancestors("a"))
    )


def _words(element: Any) -> int:
    return len(element.text_content().split())
