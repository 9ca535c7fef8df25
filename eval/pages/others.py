"""Pages of blogs, magazines, offices and odd systems, in the long lines in which sites write them."""

# ruff: noqa: E501

from __future__ import annotations

import json
from html import escape

from eval.pages.story import BIO, COMMENTS, COOKIES, NAV, TEASERS, Story, links, script


def ghost(s: Story) -> str:
    """Ghost: cards inside the text, a sign-up, further posts with excerpts."""
    half = len(s.paragraphs) // 2
    card = '<div class="kg-card kg-signup-card"><h3>Enjoying this? Get it by mail.</h3><p>Join 12,400 readers. No spam, 1 mail a week.</p><form><input type="email"><button>Subscribe</button></form></div>'
    first = "".join(f"<p>{escape(p, quote=False)}</p>" for p in s.paragraphs[:half])
    second = "".join(f"<p>{escape(p, quote=False)}</p>" for p in s.paragraphs[half:])
    return f"""<!DOCTYPE html><html lang="en"><head><title>{escape(s.title)}</title><meta charset="utf-8"><meta name="generator" content="Ghost 5.96"><meta property="og:site_name" content="Ledger &amp; Tide"><meta property="og:title" content="{escape(s.title)}"><meta property="article:published_time" content="{s.date}T09:30:00.000Z"><meta name="twitter:data1" content="{s.author}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Article","publisher":{{"@type":"Organization","name":"Ledger &amp; Tide"}},"author":{{"@type":"Person","name":"{s.author}"}},"headline":"{escape(s.title)}","datePublished":"{s.date}T09:30:00.000Z"}}</script></head>
<body class="post-template"><header id="gh-navigation">{links(NAV[:5])}</header><main id="gh-main"><article class="gh-article post"><header class="gh-article-header"><a class="gh-article-tag" href="/t">Essays</a><h1 class="gh-article-title">{escape(s.title)}</h1><div class="gh-article-meta"><h4 class="gh-article-author-name"><a href="/author">{s.author}</a></h4><time datetime="{s.date}">{s.date}</time> — 6 min read</div><figure class="gh-article-image"><img><figcaption>Photo by Jonas Leupe / Unsplash, who took 40 of them that day</figcaption></figure></header>
<section class="gh-content gh-canvas">{first}{card}{second}</section></article><div class="gh-comments"><h2>Member discussion</h2><p>{COMMENTS[0]}</p></div></main>
<section class="gh-container is-grid"><h2>Read more</h2>{links(TEASERS[:4], '<article class="gh-card post"><a href="/{0}"><h3>{1}</h3><p class="gh-card-excerpt">The first thing that you notice is the noise, and then, after about 5 minutes, that it has stopped.</p><footer>By Someone Else · 12 Sep 2025</footer></a></article>')}</section><footer>Powered by Ghost</footer></body></html>"""


def newsletter_site(s: Story) -> str:
    """A newsletter's site: buttons to subscribe between paragraphs, likes, a discussion."""
    button = '<div class="subscription-widget-wrap"><div class="preamble"><p class="cta-caption">Thanks for reading! Subscribe for free to receive new posts and support my work.</p></div><form><button>Subscribe</button></form></div>'
    body = "".join(f"<p>{escape(p, quote=False)}</p>{button if n == 2 else ''}" for n, p in enumerate(s.paragraphs))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} - by {s.author} - The Orchard Letter</title><meta property="og:title" content="{escape(s.title)}"><meta name="author" content="{s.author}"><meta property="og:type" content="article">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T06:00:25+00:00","isAccessibleForFree":true,"author":[{{"@type":"Person","name":"{s.author}"}}],"publisher":{{"@type":"Organization","name":"The Orchard Letter"}}}}</script></head>
<body><div class="main-menu">{links(NAV[:4])}</div><article class="newsletter-post post"><div class="post-header"><h1 class="post-title">{escape(s.title)}</h1><div class="byline-wrapper"><a href="/@x">{s.author}</a><div>Sep 05, 2025</div></div><div class="post-ufi"><a>48</a><a>12</a><a>Share</a></div></div>
<div class="available-content"><div class="body markup">{body}</div></div></article><div class="post-footer"><a>Share this post</a></div><div id="discussion"><h4>Discussion about this post</h4>{"".join(f'<div class="comment"><p>{c}</p></div>' for c in COMMENTS)}</div>
<div class="portable-archive">{links(TEASERS[:5], '<div><a href="/{0}">{1}</a><div>And 3 other things from a week without rain.</div></div>')}</div>{script()}</body></html>"""


def amp(s: Story) -> str:
    """AMP: no script of its own, custom elements, a related list."""
    return f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>{escape(s.title)}</title><link rel="canonical" href="https://www.courier.example/n/1"><script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","mainEntityOfPage":"https://www.courier.example/n/1","headline":"{escape(s.title)}","datePublished":"{s.date}T07:55:00Z","author":{{"@type":"Person","name":"{s.author}"}},"publisher":{{"@type":"Organization","name":"The Courier"}}}}</script><style amp-custom>p{{margin:0}}</style></head>
<body><amp-sidebar id="s">{links(NAV)}</amp-sidebar><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{escape(s.title)}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">{s.author}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{s.date}T07:55:00+00:00">4 weeks ago</time></div></header>
<figure class="amp-wp-article-featured-image"><amp-img src="a"></amp-img><p class="wp-caption-text">The harbour, where 90 boats lay idle</p></figure><div class="amp-wp-article-content">{s.body()}<amp-ad width="300"><div placeholder>Advertisement</div></amp-ad></div><footer class="amp-wp-article-footer"><div class="amp-wp-tax-tag">Tags: <a>Harbour</a></div></footer></article>
<amp-list><div class="related"><h3>More stories</h3>{links(TEASERS[:4])}</div></amp-list></body></html>"""


def broken_linked(s: Story) -> str:
    """JSON-LD with a raw line break, a trailing comma and a stray quotation mark; microdata in the markup."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | City Desk</title><meta property="og:site_name" content="City Desk">
<script type="application/ld+json">
{{ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "{escape(s.title)}",
   "description": "A long "description" that nobody
   escaped", "datePublished": "{s.date}T11:00:00+01:00", "author": {{ "@type": "Person", "name": "{s.author}", }}, }}
</script></head><body><div class="wrapper"><div class="top-links">{links(NAV)}</div><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{escape(s.title)}</h1><span itemprop="author">{s.author}</span>
<div itemprop="articleBody" class="text-long">{s.body()}</div></div><div class="block-related"><h3>Related articles</h3>{links(TEASERS[:5])}</div></div></body></html>"""


def entry_app(s: Story) -> str:
    """A page drawn by script: the markup is nearly empty, JSON-LD has the whole text."""
    said = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": s.title, "datePublished": f"{s.date}T10:10:10Z",
        "author": [{"@type": "Person", "name": s.author}], "publisher": {"@type": "Organization", "name": "Appside"}, "articleBody": "\n".join(s.paragraphs),
    }  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Appside</title><script type="application/ld+json">{json.dumps(said)}</script></head><body><div id="root"><header>{links(NAV[:5])}</header><h1>{escape(s.title)}</h1><p>{escape(s.paragraphs[0][:90], quote=False)}…</p><div class="spinner">Loading</div></div>{script(30_000)}</body></html>"""


def paywalled(s: Story) -> str:
    """A paywall: three paragraphs in the markup, then the gate."""
    body = "".join(f"<p>{escape(p, quote=False)}</p>" for p in s.paragraphs[:3])
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | The Exchange</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="The Exchange">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T04:00:00Z","author":{{"@type":"Person","name":"{s.author}"}},"publisher":{{"@type":"Organization","name":"The Exchange"}},"isAccessibleForFree":"False","hasPart":{{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".paywall"}}}}</script></head>
<body><nav>{links(NAV)}</nav><main><article><h1>{escape(s.title)}</h1><p class="byline">{s.author}</p><div class="article__content paywall">{body}</div><div class="barrier"><h2>Subscribe to unlock this article</h2><p>Try unlimited access. Only $1 for 4 weeks, then $75 per month. Complete digital access on any device. Cancel anytime.</p><p>Already a subscriber? <a>Sign in</a></p></div></article><section class="recommended"><h2>Recommended</h2>{links(TEASERS[:4])}</section></main></body></html>"""


def several_posts(s: Story) -> str:
    """Endless scroll: two further whole articles below the page's own."""
    other = "".join(f"<p>The harbour board met for {n} hours on Tuesday and voted by {n + 5} to 4. “Nobody is satisfied, and that is how you know that it is fair,” said its clerk, who has served for {n + 20} years and has seen worse.</p>" for n in range(3, 10))  # fmt: skip
    more = "".join(f'<article class="story" data-url="/o/{n}"><h1><a href="/o/{n}">{TEASERS[n]}</a></h1><p class="by">By Ana Else</p><div class="story-text">{other}</div></article>' for n in (1, 2))  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Metro Now</title><link rel="canonical" href="https://metro.example/s/77"><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Metro Now"><meta property="article:published_time" content="{s.date}T12:00:00Z"><meta name="author" content="{s.author}"></head>
<body><nav>{links(NAV)}</nav><div class="feed"><article class="story" data-url="/s/77"><h1>{escape(s.title)}</h1><p class="by">By {s.author}</p><div class="story-text">{s.body()}</div></article>{more}</div></body></html>"""


def live_blog(s: Story) -> str:
    """A live blog: posts with times, a summary of key events, a share bar on each post."""
    posts = "".join(
        f'<article class="block" id="block-{n}"><header><time datetime="{s.date}T{18 - n:02}:05:00Z">{18 - n}:05</time></header><div class="block-body"><p>{escape(p, quote=False)}</p></div><div class="block-share"><a>Share</a><a>Facebook</a></div></article>'
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} – live | The Sentinel</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="The Sentinel">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"{escape(s.title)}","datePublished":"{s.date}T06:00:00Z","coverageStartTime":"{s.date}T06:00:00Z","author":[{{"@type":"Person","name":"{s.author}"}}],"publisher":{{"@type":"Organization","name":"The Sentinel"}}}}</script></head>
<body><nav>{links(NAV)}</nav><main><h1>{escape(s.title)}</h1><p class="byline">{s.author}</p><div class="key-events"><h2>Key events</h2>{links(TEASERS[:4], '<li><a href="#block-{0}">14:0{0} {1}</a></li>')}</div><div class="liveblog">{posts}</div></main></body></html>"""


def gallery(s: Story) -> str:
    """A magazine with many captioned pictures and a sidebar of facts."""
    body = "".join(
        f"<p>{escape(p, quote=False)}</p>"
        + (f'<figure class="photo"><img><figcaption class="photo__caption">Figure {n}: {120 + n} people waited in the cold. “We had tea,” one recalls.<span class="photo__credit">Tomas Ile for Terrain</span></figcaption></figure>' if n % 2 else "")
        for n, p in enumerate(s.paragraphs)
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} — Terrain Magazine</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Terrain Magazine"><meta property="article:published_time" content="{s.date}"><meta name="author" content="{s.author}; photographs by Tomas Ile"></head>
<body><header class="masthead">{links(NAV)}</header><article class="longform"><header class="longform__head"><h1>{escape(s.title)}</h1><p class="longform__by">Words by {s.author}</p></header><section class="longform__body">{body}</section><footer class="longform__foot"><p>{s.author} {BIO}</p><p>This story appears in the print edition of Terrain, no. 41, page 38.</p></footer></article><aside class="shop"><p>Get 4 issues for $29</p></aside></body></html>"""


def press_release(s: Story) -> str:
    """An office's press release: contacts at the end, breadcrumbs, a date line."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Ministry of Waters</title><meta name="dcterms.title" content="{escape(s.title)}"><meta name="dcterms.date" content="{s.date}"><meta name="dcterms.creator" content="{s.author}"></head>
<body><a class="skip-link" href="#c">Skip to main content</a><div class="breadcrumbs"><ol>{links(("Home", "News", "Releases"))}</ol></div><div class="cookie-banner"><p>{COOKIES}</p></div><main id="c"><span class="caption-xl">News story</span><h1 class="heading-xl">{escape(s.title)}</h1><dl class="metadata"><dt>From:</dt><dd><a href="/m">Ministry of Waters</a></dd><dt>Published</dt><dd>{s.date}</dd></dl>
<div class="govspeak">{s.body()}</div><div class="contact"><h3>Media enquiries</h3><p>Email press@waters.example</p><p>Telephone 020 7946 0{len(s.title)}</p></div><div class="feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button></div></main><footer>Open Government Licence</footer></body></html>"""


def tables(s: Story) -> str:
    """A business site: quotes of stocks inside the text, a ticker, paragraphs in nested containers parted by ads."""
    thirds = [s.paragraphs[0::1][n * len(s.paragraphs) // 3 : (n + 1) * len(s.paragraphs) // 3] for n in range(3)]
    parts = "".join(
        f'<div class="article-section"><div class="ArticleBody-group">{"".join(f"<p>{escape(p, quote=False)}</p>" for p in part)}</div></div><div class="ad-slot" data-ad="{n}"><span>Advertisement</span></div>'
        for n, part in enumerate(thirds)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)}</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Bourse Today"><meta name="parsely-author" content="{s.author}"><meta name="parsely-pub-date" content="{s.date}T14:03:00+0000"></head>
<body><div class="ticker">{"".join(f"<span>STK{n} {n * 3}.14 +{n}.2%</span>" for n in range(1, 12))}</div><nav>{links(NAV)}</nav><div class="PageBuilder"><h1 class="ArticleHeader-headline">{escape(s.title)}</h1><div class="ArticleHeader-time"><time datetime="{s.date}T14:03:00+0000">Published Fri, 10:03 AM EDT</time></div><div class="Author-authorNameAndSocial"><a class="Author-authorName" href="/a">{s.author}</a><a>@handle</a></div>
<div class="KeyPoints"><div class="KeyPoints-header">Key Points</div></div>{parts}</div><div class="RelatedContent"><h2>More In Markets</h2>{links(TEASERS[:6])}</div></body></html>"""


def spans(s: Story) -> str:
    """A site builder: every paragraph wrapped in spans and divs with names that mean nothing."""
    body = "".join(
        f'<div class="x9f619 x1n2onr6"><div dir="auto"><span class="x193iq5w"><span>{escape(p, quote=False)}</span></span></div></div>'
        for p in s.paragraphs
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)}</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Riverside Club"><meta property="article:published_time" content="{s.date}T10:00:00Z"><meta property="article:author" content="{s.author}"></head>
<body><div id="SITE_HEADER">{links(NAV[:6])}</div><div id="PAGES"><div class="blog-post"><h1><span>{escape(s.title)}</span></h1><div><span title="{s.author}">{s.author}</span><span>Aug 9</span><span>5 min read</span></div>{body}<div class="post-footer"><span>143 views</span><span>0 comments</span></div><div class="recent"><h2>Recent Posts</h2><a>See All</a>{links(TEASERS[:3])}</div></div></div><div id="SITE_FOOTER">©2025 by Riverside Club. Proudly created.</div></body></html>"""


def twice(s: Story) -> str:
    """The text twice, for wide and narrow screens, and the title again as a picture's text."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} :: Evening Standard-Times</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Evening Standard-Times"><meta itemprop="datePublished" content="{s.date}T15:45:00Z"><meta name="byl" content="By {s.author}"></head>
<body><nav>{links(NAV)}</nav><main><h1>{escape(s.title)}</h1><p class="css-byline">By {s.author}</p><section name="articleBody" class="desktop-only">{s.body()}</section><section class="mobile-only">{s.body()}</section><div class="bottom-of-article"><p>A version of this article appears in print on page A1 of the national edition.</p></div><div id="site-index">{links(TEASERS[:8])}</div></main></body></html>"""


def interview(s: Story) -> str:
    """A student paper: paragraphs with inline links and emphasis, an editor's box, tweets."""
    body = "".join(
        f"<p>{escape(p, quote=False).replace(' the ', ' <a href=/w>the</a> ', 2).replace(' and ', ' <em>and</em> ', 1)}</p>"
        for p in s.paragraphs
    )
    tweet = '<blockquote class="twitter-tweet"><p lang="en">This vote is a disgrace and 600 of us were there to see it. #council</p>&mdash; Jo (@jo) <a href="/t">August 9, 2025</a></blockquote>'
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | The Campus Voice</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="The Campus Voice"><meta property="article:published_time" content="{s.date}T19:00:00-05:00"></head>
<body><nav>{links(NAV)}</nav><div class="content"><article><h1>{escape(s.title)}</h1><div class="author-name">by <a rel="author" href="/staff">{s.author}</a>, Senior Staff Writer</div>{body}{tweet}<div class="author-bio">{s.author} {BIO}</div></article><div class="newsletter-signup"><h3>The 7 stories you need, every morning</h3></div></div></body></html>"""
