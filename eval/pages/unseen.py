"""Pages that were written after the rules stood: the honest measure. Nothing was tuned on them before it was noted."""

# ruff: noqa: E501

from __future__ import annotations

from html import escape

from eval.pages.story import COMMENTS, COOKIES, NAV, TEASERS, Story, links, script


def columns(s: Story) -> str:
    """A national daily: every two paragraphs in a companion column, ads and figures between, a long tail."""
    pairs = [s.paragraphs[n : n + 2] for n in range(0, len(s.paragraphs), 2)]
    body = "".join(
        f'<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{"".join(f"<p class=css-at9mc1>{escape(p, quote=False)}</p>" for p in pair)}</div><aside class="css-ew4tgv" aria-label="companion column"></aside></div>'
        + (
            f'<div class="css-9tf9ac"><div id="story-ad-{n}-wrapper"><p class="css-1w6nqyc">Advertisement</p><a href="#after">SKIP ADVERTISEMENT</a></div></div>'
            if n % 2
            else '<figure aria-label="media"><figcaption><span class="css-jevhma">The crossing at noon, when 200 had gathered.</span><span class="css-1u46b97">Credit...</span><span>Ivo Tal for The Ledger</span></figcaption></figure>'
        )
        for n, pair in enumerate(pairs)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title data-rh="true">{escape(s.title)} - The Ledger</title><meta data-rh="true" name="byl" content="By {s.author}"><meta property="og:title" content="{escape(s.title)}"><meta property="article:published_time" content="{s.date}T09:01:16.000Z"><meta property="article:author" content="https://www.ledger.example/by/x">
<script data-rh="true" type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T09:01:16.000Z","author":[{{"@context":"https://schema.org","@type":"Person","url":"x","name":"{s.author}"}}],"publisher":{{"@id":"https://www.ledger.example/#publisher"}},"isAccessibleForFree":false,"hasPart":{{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".meteredContent"}}}}</script></head>
<body><div id="app"><header><a href="#site-content">Skip to content</a>{links(NAV)}</header><main id="site-content"><article id="story"><header><h1 data-testid="headline">{escape(s.title)}</h1><div><p>By <a itemprop="name">{s.author}</a></p><p>{s.author} reported from the valley over 3 weeks.</p><ul><li>Published Aug. 9, 2025</li><li>Updated Aug. 10, 2025</li></ul><button>Share full article</button><span>214</span></div></header>
<section name="articleBody" class="meteredContent css-1r7ky0e">{body}</section><div class="bottom-of-article"><div><p>{s.author} covers the mountains for The Ledger. <a>More about {s.author}</a></p></div><div><div>A version of this article appears in print on Aug. 10, 2025, Section A, Page 1 of the New York edition with the headline: <span>What Is Left</span>. <a>Order Reprints</a> | <a>Today’s Paper</a> | <a>Subscribe</a></div></div><div>See more on: <a>Mountains</a>, <a>Water</a></div></div></article><div class="recirc">{links(TEASERS[:6], "<li><article><h3>{1}</h3><p>By 4 in the afternoon the square was full.</p></article></li>")}</div></main></div>{script()}</body></html>"""


def cable(s: Story) -> str:
    """A cable channel: videos with captions, links in capitals as paragraphs, contributions in italics."""
    body = "".join(
        f'<p class="speakable">{escape(p, quote=False)}</p>'
        + (f'<p><a href="/{n}"><strong>{TEASERS[n % 12].upper()}</strong></a></p>' if n % 3 == 1 else "")
        + ('<div class="featured-video"><div class="m"><p>Governor: “It is a disaster,” he tells the 6 o’clock show</p></div></div>' if n == 2 else "")
        for n, p in enumerate(s.paragraphs)
    )  # fmt: skip
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Eagle News</title><meta name="dc.creator" content="{s.author}"><meta name="dcterms.created" content="{s.date}T14:22:07-04:00"><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Eagle News"><script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T14:22:07-04:00","author":{{"@type":"Person","name":"{s.author}"}},"publisher":{{"@type":"Organization","name":"Eagle News"}}}}</script></head>
<body class="article"><div class="site-header">{links(NAV)}</div><main class="main-content"><article class="article-wrap"><header class="article-header"><h1 class="headline speakable">{escape(s.title)}</h1><div class="author-byline">By <a>{s.author}</a> <span>Eagle News</span></div><div class="article-date">Published August 9, 2025 2:22pm EDT</div></header><div class="article-content"><div class="video-container"><div class="info"><h4>Fires burn 400 acres</h4><p>Eagle News correspondent Kit Vale has the latest on ‘Special Report’.</p></div></div><div class="article-body">{body}<p class="read-more">CLICK HERE TO GET THE EAGLE NEWS APP</p><p><i>The Wire Service contributed to this report.</i></p><div class="author-bio"><p>{s.author} is a reporter for Eagle News Digital. Follow on X: @eagle.</p></div></div></div></article></main><div class="sidebar">{links(TEASERS)}</div>{script()}</body></html>"""


def portal(s: Story) -> str:
    """A portal that republishes: a summary box, a source's logo, comments in a drawer, other stories below in full width."""
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>{escape(s.title)}</title><meta name="title" content="{escape(s.title)}"><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Gateway News"><script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T10:00:00.000Z","author":{{"@type":"Person","name":"{s.author}"}},"creator":{{"name":"{s.author}"}},"provider":{{"@type":"Organization","name":"The Valley Post"}},"publisher":{{"@type":"Organization","name":"Gateway News"}}}}</script></head>
<body><div class="uh">{links(NAV)}</div><div class="caas-container"><div class="caas-title-wrapper"><h1>{escape(s.title)}</h1></div><div class="caas-attr"><span class="caas-author-byline-collapse">{s.author}</span><div class="caas-attr-time"><time datetime="{s.date}T10:00:00.000Z">Sat, August 9, 2025 at 10:00 AM UTC</time> · <span>3 min read</span></div></div><div class="caas-share-section"><ul><li>Link Copied</li></ul></div>
<div class="caas-body"><div class="caas-takeaways"></div>{s.body()}<p><strong>More from The Valley Post</strong></p><ul><li><a href="/1">{TEASERS[0]}</a></li><li><a href="/2">{TEASERS[3]}</a></li></ul><p><em>This article originally appeared on Valley Post: {escape(s.title)}</em></p></div><button class="link caas-button">View Comments (412)</button></div><div class="stream"><h2>Up next</h2>{links(TEASERS, '<div class="stream-item"><a href="/{0}"><h3>{1}</h3></a><p>A man of 61 was found after 9 hours on a roof. “I counted the stars,” he told rescuers.</p></div>')}</div></body></html>"""


def essay(s: Story) -> str:
    """A publishing platform: sections, claps, highlights, responses, a member's banner."""
    body = "".join(
        f'<p class="pw-post-body-paragraph nd ne" id="{n:04x}">{escape(p, quote=False)}</p>'
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!doctype html><html lang="en"><head><title>{escape(s.title)} | by {s.author} | Scribble</title><meta charset="utf-8"><meta property="og:site_name" content="Scribble"><meta property="og:title" content="{escape(s.title)}"><meta property="article:published_time" content="{s.date}T08:00:00.000Z"><meta name="author" content="{s.author}"></head>
<body><div id="root"><div class="a b c"><div>Open in app</div><div>Sign up</div><div>Sign in</div></div><article class="meteredContent"><div class="l"><section><div class="ab ca"><h1 class="pw-post-title">{escape(s.title)}</h1><div><a href="/@x">{s.author}</a><span>Follow</span><span>7 min read</span><span>Aug 9, 2025</span></div><div><span>1.2K</span><span>34</span><span>Listen</span><span>Share</span></div>{body}</div></section></div></article><div class="tags"><a>Climate</a><a>Travel</a></div><div class="author-card"><h2>Written by {s.author}</h2><p>3.1K followers · 12 following</p><p>Writes about water. Editor of nothing. Two books.</p></div><div><h2>Responses (3)</h2><pre>{COMMENTS[0]}</pre><pre>{COMMENTS[1]}</pre></div><div><h2>More from {s.author} and Scribble</h2>{links(TEASERS[:4], '<article><a href="/{0}"><h2>{1}</h2><h3>And what I learned in 30 days of doing it</h3></a></article>')}</div></div></body></html>"""


def weekly(s: Story) -> str:
    """A weekly on the continent: numbered links inside, a box of facts, a donation, cookie layer at the end."""
    half = len(s.paragraphs) // 2
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} - DIE WARTE International</title><meta property="og:title" content="{escape(s.title)} - DIE WARTE International"><meta property="og:site_name" content="DIE WARTE International"><meta name="author" content="{s.author}, DIE WARTE"><meta name="date" content="{s.date}T11:11:00+02:00"></head>
<body><div data-area="header">{links(NAV)}</div><main><article><header><h2><span class="topline">Alpine Water</span><span>{escape(s.title)}</span></h2><div class="leading">A text about what goes, and about what it costs.</div><div>By <a href="/a">{s.author}</a></div><time datetime="{s.date} 11:11:00">09.08.2025, 11.11 Uhr</time></header><section data-area="body"><div class="RichText">{"".join(f"<p>{escape(p, quote=False)}</p>" for p in s.paragraphs[:half])}</div><div data-area="related_articles"><h3>Mehr zum Thema</h3><ul>{links(TEASERS[:3])}</ul></div><div class="RichText">{"".join(f"<p>{escape(p, quote=False)}</p>" for p in s.paragraphs[half:])}</div></section></article><section data-area="feedback"><p>Found a mistake? Tell us.</p></section></main><div id="sp_message"><p>{COOKIES}</p></div></body></html>"""


UNSEEN = (columns, cable, portal, essay, weekly)
