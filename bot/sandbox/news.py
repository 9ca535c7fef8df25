"""The news site: the seed articles under /news/, and whatever a test publishes."""

from __future__ import annotations

import asyncio
import html
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import seeds


@dataclass(frozen=True)
class Page:
    """One published page."""

    body: bytes
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


class News:
    """Pages by their slug. The seeds are there from the start."""

    def __init__(self) -> None:
        self.published: dict[str, Page] = {}
        self.fetched: list[str] = []

    def page(self, slug: str) -> Page | None:
        """What stands at /news/<slug>."""
        if slug in self.published:
            return self.published[slug]
        found = next((seed for seed in seeds.SEEDS if slug in {seed.route, seed.path}), None)
        if found is None:
            return None
        if slug == found.route:
            return Page(seeds.page(found), found.served_type)
        return Page(found.read(), found.media_type)


def routes() -> list[Route]:
    """The site's routes."""

    def news(request: Request) -> News:
        site: News = request.app.state.slack.news
        return site

    async def front(_: Request) -> Response:
        rows = "".join(
            f'<li><a href="/news/{html.escape(seed.route)}">{html.escape(seed.title)}</a> '
            f"<small>{html.escape(seed.outlet)}, {seed.published}</small></li>"
            for seed in seeds.SEEDS
        )
        return HTMLResponse(_FRONT.format(rows=rows))

    async def article(request: Request) -> Response:
        slug = request.path_params["slug"]
        news(request).fetched.append(slug)
        page = news(request).page(slug)
        if page is None:
            return HTMLResponse("<!DOCTYPE html><title>Not found</title><h1>Not found</h1>", 404)
        await asyncio.sleep(page.delay)
        return Response(page.body, page.status, {"content-type": page.media_type, **page.headers})

    return [Route("/news", front), Route("/news/", front), Route("/news/{slug:path}", article)]


_FRONT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The news stand</title>
<style>body {{ font: 18px/1.6 Georgia, serif; max-width: 680px; margin: 32px auto; padding: 0 18px; }}
small {{ color: #666; }}</style></head>
<body><h1>The news stand</h1><p>Copy a link into a channel.</p><ul>{rows}</ul></body></html>
"""
