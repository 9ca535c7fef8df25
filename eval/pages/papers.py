"""Pages of newspapers and broadcasters, in the long lines in which sites write them."""

# ruff: noqa: E501

from __future__ import annotations

from html import escape

from eval.pages.story import BIO, COMMENTS, COOKIES, NAV, TEASERS, Story, links, script


def wordpress(s: Story) -> str:
    """WordPress with Jetpack: sharing and related posts inside the entry, comments below."""
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{escape(s.title)} - Valley Post</title>
<meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="{s.date}T08:15:00+00:00"><meta name="author" content="{s.author}">
<script type="application/ld+json" class="yoast-schema-graph">{{"@context":"https://schema.org","@graph":[{{"@type":"Article","@id":"#article","headline":"{escape(s.title)}","datePublished":"{s.date}T08:15:00+00:00","author":{{"name":"{s.author}","@id":"#/person/1"}},"publisher":{{"@id":"#org"}}}},{{"@type":"Organization","@id":"#org","name":"Valley Post"}},{{"@type":"Person","@id":"#/person/1","name":"{s.author}"}}]}}</script>{script()}</head>
<body class="post-template-default single single-post"><nav id="site-navigation"><ul class="menu">{links(NAV)}</ul></nav>
<div id="page"><main id="primary"><article id="post-1931" class="post type-post hentry category-news"><header class="entry-header">
<h1 class="entry-title">{escape(s.title)}</h1><div class="entry-meta">Posted on <time class="entry-date" datetime="{s.date}T08:15:00+00:00">{s.date}</time> by <span class="author vcard"><a href="/author/1">{s.author}</a></span></div></header>
<div class="entry-content"><figure class="wp-block-image"><img src="a.jpg" alt="x"><figcaption class="wp-element-caption">The valley on Monday, 3 days after the vote. “It was quiet,” the photographer said. Photo: Lena Obi/Valley Post</figcaption></figure>
{s.body()}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="#">Click to share on Facebook (Opens in new window)</a></li><li><a href="#">Click to share on X (Opens in new window)</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3>{links(TEASERS[:3], '<div class="jp-relatedposts-post"><a href="/{0}">{1}</a><p>In “News”, 2 days ago</p></div>')}</div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/c">News</a></span><span class="tags-links">Tagged <a href="#">council</a>, <a href="#">2025</a></span></footer></article>
<div id="comments" class="comments-area"><h2 class="comments-title">{len(COMMENTS)} thoughts on “{escape(s.title)}”</h2><ol class="comment-list">{"".join(f'<li class="comment"><article class="comment-body"><b class="fn">reader{n}</b> says:<div class="comment-content"><p>{c}</p></div></article></li>' for n, c in enumerate(COMMENTS))}</ol></div></main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2><ul>{links(TEASERS[3:9])}</ul></section></aside></div>
<footer id="colophon"><p>Proudly powered by WordPress</p></footer></body></html>"""


def broadcaster(s: Story) -> str:
    """A public broadcaster: hashed class names, blocks, image sources, topics at the end."""
    paragraphs = "".join(
        f'<div data-component="text-block" class="sc-18fde0d6-0 dlWCEZ"><p class="sc-eb7bd5f6-0 fYAfXe">{escape(p, quote=False)}</p></div>'
        + (
            '<div data-component="image-block"><figure><div><span class="visually-hidden">Image source, </span>Getty Images</div><figcaption><span>Image caption, </span>Workers on the site last year, when 62 of them were laid off</figcaption></figure></div>'
            if n == 2
            else ""
        )
        + (f'<div data-component="links-block"><ul>{links(TEASERS[:3])}</ul></div>' if n == 4 else "")
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(s.title)} - NBS News</title>
<meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="NBS News"><meta property="og:type" content="article">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"ReportageNewsArticle","url":"https://www.nbs.example/news/articles/c0","publisher":{{"@type":"NewsMediaOrganization","name":"NBS News"}},"datePublished":"{s.date}T17:29:15.000Z","dateModified":"{s.date}T21:02:00.000Z","headline":"{escape(s.title)}","author":[{{"@type":"Person","name":"{s.author}"}}]}}</script>{script(30_000)}</head>
<body><header role="banner"><a href="#main-content">Skip to content</a><nav>{links(NAV)}</nav></header>
<main id="main-content"><article><div data-component="headline-block"><h1 id="main-heading">{escape(s.title)}</h1></div>
<div data-component="byline-block"><time datetime="{s.date}T17:29:15.000Z">5 hours ago</time><div data-testid="byline-new-contributors"><span>{s.author}</span><span>Home affairs correspondent</span></div><button>Share</button><button>Save</button></div>
{paragraphs}
<div data-component="topic-list-block"><ul><li><a href="/t1">Local government</a></li><li><a href="/t2">Environment</a></li></ul></div></article>
<section data-component="related-internet-links"><h2>Related internet links</h2><ul><li>Council website</li></ul><p>The NBS is not responsible for the content of external sites.</p></section>
<div data-component="features"><h2>Features &amp; Analysis</h2>{links(TEASERS[3:8], '<div><a href="/{0}"><h3>{1}</h3><p>“You would not believe it,” says a woman who was there in 1987.</p></a></div>')}</div></main>
<footer>Copyright © 2025 NBS. The NBS is not responsible for the content of external sites.</footer></body></html>"""


def arc(s: Story) -> str:
    """A paper on Arc: interstitials between paragraphs, a newsletter box, a tagline."""
    boxes = {
        1: '<div class="b-it-ad"><span>Advertisement</span></div>',
        3: '<div class="c-newsletter-promo interstitial"><p>Get the Morning Tide: the news in 4 minutes, every weekday. “The only mail I open,” says a reader.</p><input type="email"></div>',
        5: f'<p class="interstitial-link"><i>[<a href="/x">{TEASERS[3]}</a>]</i></p>',
    }
    body = "".join(
        f'<p class="c-paragraph" data-el="text">{escape(p, quote=False)}</p>{boxes.get(n, "")}'
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!doctype html><html lang="en"><head><title data-rh="true">{escape(s.title)} - Northgate Tribune</title><meta charset="utf-8">
<meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Northgate Tribune">
<script type="application/ld+json">[{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{escape(s.title)}","datePublished":"{s.date}T10:00:22.481Z","author":[{{"@type":"Person","name":"By {s.author}"}}],"publisher":{{"@type":"Organization","name":"Northgate Tribune"}},"isAccessibleForFree":true}}]</script></head>
<body><div id="fusion-app"><nav class="b-nav">{links(NAV)}</nav><h1 class="b-headline">{escape(s.title)}</h1>
<div class="b-byline"><span>By {s.author}</span><span>Today at 5:00 a.m. EDT</span></div>
<article class="article-body">{body}<div class="b-tagline"><p><i>{s.author} {BIO}</i></p></div></article>
<div class="comments-cta"><button>View 3 comments</button></div><section class="b-more"><h4>More from the Tribune</h4>{links(TEASERS[:6], '<div class="card"><h3><a href="/{0}">{1}</a></h3><span>November 3, 2025</span></div>')}</section></div>{script()}</body></html>"""


def tabloid(s: Story) -> str:
    """A tabloid: bullet points, links in capitals between paragraphs, captions as paragraphs, a long rail."""
    body = "".join(
        f'<p class="mol-para-with-font">{escape(p, quote=False)}</p>'
        + (
            '<p class="imageCaption">Pictured: the site on Tuesday, where 300 people had queued since 4am</p>'
            if n % 4 == 1
            else ""
        )
        + (f'<p><a href="/y"><strong>READ MORE: {TEASERS[n % 12].upper()}</strong></a></p>' if n % 5 == 2 else "")
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Daily Lantern Online</title>
<meta property="og:title" content="{escape(s.title)} | Daily Lantern Online"><meta property="og:site_name" content="Daily Lantern Online"><meta name="author" content="{s.author}"><meta property="article:published_time" content="{s.date}T06:12:00+0000"></head>
<body><div id="page-container"><div class="nav-primary">{links(NAV)}</div><div id="content"><div class="article-text" id="js-article-text"><h2>{escape(s.title)}</h2>
<p class="author-section byline-plain">By <a class="author" href="/a">{s.author.upper()} FOR DAILY LANTERN ONLINE</a></p><p class="byline-section"><span class="article-timestamp">Published: 06:12, {s.date}</span> | <span>Updated: 09:40, {s.date}</span></p>
<ul class="articleIconLinksContainer"><li>e-mail</li><li>12k shares</li><li>418 View comments</li></ul>
<div itemprop="articleBody">{body}</div><div class="shareArticles"><h3>Share or comment on this article: {escape(s.title)}</h3></div></div>
<div class="rail">{links(TEASERS * 3, '<div class="puff"><a href="/{0}"><span class="pufftext">{1}</span></a></div>')}</div></div></div>{script(40_000)}</body></html>"""


def quality(s: Story) -> str:
    """A quality daily: a standfirst, drop cap, pull quote, rich links and a contribution box."""
    quoted = next((p for p in s.paragraphs if "“" in p), s.paragraphs[0])
    words = quoted[quoted.find("“") + 1 : quoted.find("”")] if "“" in quoted else quoted[:60]
    body = "".join(
        f'<p class="dcr-s3ycb2">{escape(p, quote=False)}</p>'
        + (f'<aside class="element-pullquote"><blockquote>{words}</blockquote></aside>' if n == 3 else "")
        + (
            f'<figure class="element-rich-link"><a href="/r"><h2>{TEASERS[2]}</h2><span>Read more</span></a></figure>'
            if n == 1
            else ""
        )
        for n, p in enumerate(s.paragraphs)
    )
    return f"""<!doctype html><html lang="en"><head><title>{escape(s.title)} | Cities | The Sentinel</title><meta charset="utf-8">
<meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="the Sentinel"><meta property="article:author" content="https://www.sentinel.example/profile/a"><meta property="article:published_time" content="{s.date}T05:00:12.000Z">
<script type="application/ld+json">[{{"@context":"https://schema.org","@type":"NewsArticle","author":[{{"@type":"Person","name":"{s.author}"}}],"headline":"{escape(s.title)}","datePublished":"{s.date}T05:00:12.000Z","publisher":{{"@type":"Organization","name":"The Sentinel"}},"isAccessibleForFree":true}},{{"@type":"WebPage","@id":"x"}}]</script></head>
<body><header><nav><ul>{links(NAV)}</ul></nav></header><main><article><div data-gu-name="headline"><h1>{escape(s.title)}</h1></div>
<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/p">{s.author}</a></address><details><summary>Sat 9 Aug 2025 06.00 BST</summary>Last modified on Sun 10 Aug 2025 11.20 BST</details><a href="#">Share</a></div>
<div data-gu-name="media"><figure><img alt="x"><figcaption><span>A glimpse of what is left: 9 hectares in the evening light.</span> Photograph: Mira Koss/The Sentinel</figcaption></figure></div>
<div id="maincontent"><div class="article-body-commercial-selector">{body}</div></div>
<div class="submeta"><h3>Explore more on these topics</h3><ul><li><a href="#">Cities</a></li><li><a href="#">News</a></li></ul><div class="syndication"><a href="#">Reuse this content</a></div></div></article>
<section class="contributions-epic"><p>As 2026 begins, we have a small favour to ask. More than 1.5 million readers in 180 countries have supported us. “Without you there is no us,” our editor says.</p></section>
<section><h2>Most viewed</h2><ol>{links(TEASERS)}</ol></section></main><footer>© 2025 Sentinel News &amp; Media Limited. All rights reserved. (dcr)</footer></body></html>"""


def agency(s: Story) -> str:
    """An agency: paragraphs as divs, credits at the end, a table of markets at the side."""
    body = "".join(
        f'<div data-testid="paragraph-{n}" class="text__text__1FZLe body">{escape(p, quote=False)}</div>'
        for n, p in enumerate(s.paragraphs)
    )
    rows = "".join(f"<tr><td>Index {n}</td><td>{4100 + n * 7}.3</td><td>+{n}.2%</td></tr>" for n in range(9))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} | Meridian</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Meridian">
<meta name="article:published_time" content="{s.date}T12:30:00Z"><meta name="article:author" content="{s.author}">
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","dateCreated":"{s.date}T12:30:00Z","datePublished":"{s.date}T12:30:00Z","headline":"{escape(s.title)}","author":[{{"@type":"Person","name":"{s.author}"}}],"publisher":{{"@type":"Organization","name":"Meridian"}}}}</script></head>
<body><header class="site-header">{links(NAV)}</header><div class="article-grid"><div class="article__header"><h1>{escape(s.title)}</h1><div class="info"><span>By <a href="/au">{s.author}</a></span><time datetime="{s.date}T12:30:00Z"><span>November 4, 2025</span><span>12:30 PM GMT</span><span>Updated 3 hours ago</span></time></div><div class="toolbar"><button>Aa</button><button>Share</button></div></div>
<div class="article-body__content">{body}<p class="sign-off"><span>Reporting by {s.author} in Lisse; Additional reporting by Ben Adeyemi; Editing by Ruth Ansah</span></p><p class="standards">Our Standards: <a href="#">The Meridian Trust Principles.</a></p></div>
<div class="author-bio"><p>{s.author}</p><p>Meridian</p><p>{s.author} {BIO}</p></div></div>
<aside><table class="markets"><tbody>{rows}</tbody></table><h2>Read Next</h2>{links(TEASERS[:4], '<div><a href="/{0}">{1}</a><time>2 hours ago</time></div>')}</aside>{script()}</body></html>"""


def local(s: Story) -> str:
    """A local paper on an old system: paragraphs parted by line breaks, the date only in the text, no JSON-LD."""
    body = "<br><br>".join(escape(p, quote=False) for p in s.paragraphs)
    year, month, day = s.date.split("-")
    months = "January February March April May June July August September October November December".split()  # noqa: SIM905
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{escape(s.title)} - Kettle County Gazette</title></head>
<body><table width="960"><tr><td colspan="3" class="masthead"><a href="/">Kettle County Gazette</a></td></tr><tr><td class="leftnav" valign="top">{links(NAV, '<a href="/{0}">{1}</a><br>')}</td>
<td class="story" valign="top"><h1>{escape(s.title)}</h1><div class="byline">By {s.author}</div><div class="date">{months[int(month) - 1]} {int(day)}, {year}</div><div class="storytext">{body}</div>
<div class="tools"><a href="#">Print this story</a> | <a href="#">Email this story</a></div></td><td class="right" valign="top"><b>Also in the news</b><br>{links(TEASERS[:6], '<a href="/{0}">{1}</a><br>')}</td></tr>
<tr><td colspan="3">Copyright 2025 Kettle County Gazette. All rights reserved.</td></tr></table></body></html>"""


def cookie_heavy(s: Story) -> str:
    """A continental paper: a consent layer before the article in the markup, keywords, a fact box."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(s.title)} – Handelspost International</title><meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="Handelspost"><meta name="date" content="{s.date}T09:00:00+02:00"><meta name="author" content="{s.author}, Handelspost"></head>
<body><div id="cmp-layer" class="consent-layer" role="dialog"><h2>Your privacy</h2><p>{COOKIES}</p><p>{COOKIES} With the subscription from 3.99 euros a month you read without tracking.</p><button>Agree and continue</button></div>
<header><nav>{links(NAV)}</nav></header><main><article class="article"><header class="article-header"><span class="kicker">Economy</span><h1>{escape(s.title)}</h1><p class="article-meta">By <a href="/p">{s.author}</a> · {s.date} · 4 min</p></header>
<div class="article-body">{s.body('<p class="paragraph">{}</p>')}</div><div class="article-tags"><span>Topics:</span> <a href="#">Water</a> <a href="#">Budget</a></div></article>
<section class="recommendations"><h2>Recommended for you</h2>{links(TEASERS[2:7], '<article class="teaser"><h3><a href="/{0}">{1}</a></h3><p>It was 6 in the morning when the phone rang. “Come at once,” said a voice that she had not heard in 20 years.</p></article>')}</section></main><footer>Imprint · Privacy · © Handelspost 2025</footer></body></html>"""
