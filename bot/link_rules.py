"""What is known about links, as tables: which parameters only track, who redirects where, where no articles are.

bot/links.py reads them. Add a row here and a pair to tests/test_links.py.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parameters that say who shared a link or where, never which article it is.
TRACKING_PREFIXES = tuple(
    _words(
        """
        utm_ utm- hsa_ pk_ piwik_ matomo_ mtm_ itm_ stm_ vero_ oly_ wt. wt_ at_ ns_ ga_ guce_ guccounter gaa_ mkt_
                asc_ fb_ _hs __hs elq cx_ sc_ sara_ lmd_ trk_ amp_ __cft__ __xts__ action_object_ action_ref_
        action_type_ ss_campaign
        ss_email ss_source dm_i inf_contact ck_subscriber nr_email_ sailthru bc_ ml_subscriber
        """
    )
)
TRACKING = _words(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid ysclid igshid igsh li_fat_id epik mc_cid
    mc_eid mibextid sfnsn rdt _ga _gl _ke _kx __s __tn__ __twitter_impression _branch_match_id _openstat
    _guc_consent_skip ref_src ref_url referrer referer referringsource fref hc_ref hc_location cmpid cmp icid ncid
    xtor ocid intcid int_source ito smid smtyp smprod emc regi_id unlocked_article_code
    giftcopy sharetoken sharetype gifttoken shareid share_id share_from share_source share_medium sharesource
    socialshare tpcc wpisrc wpmm itid hpid pwapi_token reflink srnd sref leadsource embedded-checkout bxid cndid
    esrc hasha hashb hashc mbid soc_src soc_trk tsrc .tsrc cvid feedtype feedname rpc virtualbrandchannel usqp aoh
    outputtype jsessionid phpsessid spref s_cid s_kwcid ef_id clickid click_id irclickid irgwc cjevent zanpid
    aff_id affiliate_id wickedid wtrid wtmc replytocom traffic_source source_impression_id noredirect traceid
    trackingid tracking_id newsletter_id newsletterid nlid user_email email_hash dg mkwid pcrid vgo_ee taid
    sr_share amp _amp isamp ampmode akamai-rum __source sessionid session_id
    """
)
# The same, unless the value is a number, or the path does not name an article by itself.
PERHAPS_TRACKING = _words(
    """
    ref src source from via partner cid origin campaign medium channel share shared mod st sh nl te si spm feature
    gift rss feed xid ir eid uid rid tid campaign_id user_id target cb link linkid trk mode output view context
    position ei pc ssm maca par sid session
    """
)
# Where such a parameter names one of these, it tracks, whatever the path.
CHANNEL = re.compile(
    r"(?:(?:^|[-_. ])(?:twitter|tw|x|facebook|fb|instagram|ig|linkedin|li|reddit|slack|whatsapp|telegram|tiktok|"
    r"youtube|pinterest|hn|hackernews|social|socialmedia|e?mail|newsletter|news|letter|nl|rss|feed|feedburner|push|"
    r"notification|alert|share|sharing|shared|button|home|homepage|hp|front|frontpage|nav|menu|footer|header|sidebar|app|"
    r"ios|iphone|android|mobile|desktop|web|copy|link|copylink|search|google|bing|amp|embed|widget|organic|direct|cpc|"
    r"referral|top|bar))+",
    re.I,
)
SESSION = re.compile(r"[0-9a-f]{32}|[0-9a-z]{26}", re.I)  # the value of a session id
# Names that track on one site and may name an article on another.
TRACKING_AT = {
    "nytimes.com": _words("campaign_id instance_id segment_id user_id te nl ref src"),
    "wsj.com": _words("mod st ns reflink"),
    "ft.com": _words("accesstoken segmentid"),
    "x.com": _words("s t"),
    "facebook.com": _words("ref refid rdid"),
    "businessinsider.com": _words("op r ir"),
    "bloomberg.com": _words("accesstoken"),
}
# Parameters that only say how the page is laid out, with the values for which that holds ("" for any).
LAYOUT = {
    "amp": "", "print": "", "printable": "", "printer_friendly": "", "printerfriendly": "", "singlepage": "",
    "onepage": "", "pagewanted": "all print", "mobile": "1 true yes", "view": "print mobile amp", "mode": "print amp",
    "output": "print amp", "format": "amp print", "display": "print amp", "m": "1",
}  # fmt: skip

DEVICES = ("www", "www1", "www2", "www3", "m", "mobile", "mobi", "amp", "wap", "touch")  # hosts of the same site
SAME_HOST = {
    "edition.cnn.com": "cnn.com",
    "us.cnn.com": "cnn.com",
    "lite.cnn.com": "cnn.com",
    "eu.usatoday.com": "usatoday.com",
    "bbc.co.uk": "bbc.com",
    "twitter.com": "x.com",
    "old.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "dx.doi.org": "doi.org",
    "uk.reuters.com": "reuters.com",
    "in.reuters.com": "reuters.com",
}
# Editions of one house: host pattern and the host whose articles they show.
SAME_HOSTS = (
    (re.compile(r"^[a-z]{2}\.(news|finance|sports)\.yahoo\.com$"), r"\1.yahoo.com"),
    (re.compile(r"^([a-z0-9-]+)\.blogspot\.[a-z.]{2,6}$"), r"\1.blogspot.com"),
)

# (host, path, parameters that hold the address): redirectors that say where they lead.
REDIRECTORS = tuple(
    (re.compile(rf"(?:^|\.)(?:{host})$"), re.compile(path), tuple(names.split()))
    for host, path, names in (
        (r"google\.[a-z.]{2,6}", r"^/(?:url|imgres)$", "url q imgrefurl"),
        (r"(?:l|lm|www|m|touch)?\.?facebook\.com", r"^/(?:l\.php|flx/warn/?)$", "u"),
        (r"(?:l|lm)\.facebook\.com", r"", "u"),
        (r"l\.instagram\.com|l\.threads\.(?:net|com)|l\.messenger\.com|l\.wl\.co", r"", "u"),
        (r"safelinks\.protection\.(?:outlook|office365)\.(?:com|us)", r"", "url"),
        (r"statics\.teams\.cdn\.office\.net", r"/safelinks", "url"),
        (r"slack-redir\.net", r"^/link", "url"),
        (r"t\.umblr\.com", r"^/redirect", "z"),
        (r"out\.reddit\.com", r"", "url"),
        (r"youtube\.com", r"^/redirect", "q"),
        (r"linkedin\.com", r"^/(?:redir/redirect|safety/go|redir/suspicious-page)/?$", "url"),
        (r"vk\.com|away\.vk\.com", r"^/away(?:\.php)?$", "to"),
        (r"steamcommunity\.com", r"^/linkfilter", "url u"),
        (r"duckduckgo\.com", r"^/l/?$", "uddg"),
        (r"getpocket\.com", r"^/redirect", "url"),
        (r"flipboard\.com", r"^/redirect", "url"),
        (r"disq\.us", r"^/url", "url"),
        (r"urldefense\.(?:proofpoint\.)?com", r"^/v1/url", "u"),
        (r"yahoo\.com", r"^/(?:url|r)$", "url"),
        (r"bing\.com", r"^/(?:news/apiclick\.aspx)$", "url"),
        (r"archive\.(?:org|ph|is|today|md|vn|fo|li)", r"^/(?:submit/)?$", "url"),
        (r"translate\.google\.[a-z.]{2,6}", r"^/website$", "u"),
        (r"mailchimp\.com|mailchi\.mp", r"^/mctx/", "url"),
        (r"email\.mg\.[a-z.]+|go\.redirectingat\.com|redirect\.viglink\.com|go\.skimresources\.com", r"", "url u"),
        (r"exit\.sc", r"", "url"),
        (r"chat\.(?:google|zoom)\.com", r"^/linkredirect$", "dest"),
        (r"notifications\.google\.com|www\.google\.com", r"^/g/p/|^/linkredirect$", "dest"),
        (r"meet\.google\.com", r"^/linkredirect$", "dest"),
        (r"gate\.sc", r"", "url"),
        (r"facebook\.com", r"^/(?:sharer(?:/sharer)?\.php|sharer/?|share\.php)$", "u"),
        (r"(?:twitter|x)\.com", r"^/(?:intent/(?:tweet|post)|share)$", "url"),
        (r"linkedin\.com", r"^/(?:shareArticle|sharing/share-offsite/?|cws/share)$", "url"),
        (r"reddit\.com", r"^/submit$", "url"),
        (r"(?:t|telegram)\.me", r"^/share/url$", "url"),
        (r"pinterest\.com", r"^/pin/create/(?:button|link)/?$", "url"),
        (r"news\.ycombinator\.com", r"^/submitlink$", "u"),
        (r"getpocket\.com", r"^/(?:save|edit)$", "url"),
        (r"instapaper\.com", r"^/(?:hello2|edit)$", "url"),
    )
)
# Hosts whose path is the address: archives, readers, AMP caches.
IN_PATH = re.compile(
    r"^(?:web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?/|web\.archive\.org/(?:web/\*|save)/"
    r"|archive\.(?:ph|is|today|md|vn|fo|li)/(?:newest|latest|oldest|\d{4,14}(?:\.\d{2}\.\d{2}-\d{6})?)/"
    r"|(?:www\.)?12ft\.io/(?:proxy\?q=)?|(?:www\.)?outline\.com/|(?:www\.)?removepaywall\.com/(?:search\?url=)?"
    r"|freedium\.cfd/|r\.jina\.ai/|txtify\.it/|(?:www\.)?printfriendly\.com/print/\?source=site&url=)"
    r"(https?:/{1,2}.+)$",
    re.I,
)
AMP_CACHE = re.compile(
    r"^(?:(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?|(?:www\.)?bing\.com/amp/(s/)?|[a-z0-9-]+\.cdn\.ampproject\.org/(?:[a-z]+/)?(s/)?"
    r"|cdn\.ampproject\.org/(?:[a-z]+/)?(s/)?|[a-z0-9-]+\.bing-amp\.com/(?:[a-z]+/)?(s/)?)"
    r"((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/.*)?)$",
    re.I,
)

# Where no articles are: hosts with everything under them.
NO_ARTICLES = _words(
    """
    youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com tiktok.com twitch.tv rumble.com odysee.com
    loom.com netflix.com spotify.com soundcloud.com bandcamp.com music.apple.com podcasts.apple.com deezer.com
    tidal.com podcasts.google.com overcast.fm pca.st x.com twitter.com facebook.com fb.com fb.watch instagram.com
    threads.net threads.com bsky.app mastodon.social pinterest.com reddit.com redd.it tumblr.com snapchat.com
    vk.com weibo.com t.me telegram.me wa.me whatsapp.com discord.com discord.gg quora.com producthunt.com
    news.ycombinator.com lobste.rs goodreads.com letterboxd.com imdb.com strava.com github.com gist.github.com
    gitlab.com bitbucket.org codeberg.org sourceforge.net sr.ht
    huggingface.co kaggle.com stackoverflow.com codepen.io jsfiddle.net replit.com codesandbox.io docs.google.com
    drive.google.com sheets.google.com slides.google.com forms.gle calendar.google.com mail.google.com
    meet.google.com maps.google.com maps.app.goo.gl photos.google.com photos.app.goo.gl play.google.com
    accounts.google.com apps.apple.com maps.apple.com icloud.com notion.so notion.site figma.com miro.com
    canva.com airtable.com trello.com asana.com linear.app atlassian.net monday.com clickup.com basecamp.com
    dropbox.com box.com onedrive.live.com 1drv.ms sharepoint.com wetransfer.com zoom.us teams.microsoft.com
    teams.live.com whereby.com webex.com calendly.com doodle.com slack.com app.slack.com office.com
    outlook.office.com forms.office.com typeform.com surveymonkey.com eventbrite.com meetup.com amazon.com
    amazon.co.uk amazon.de amazon.fr ebay.com etsy.com aliexpress.com walmart.com ikea.com booking.com airbnb.com
    tripadvisor.com yelp.com openstreetmap.org gofundme.com kickstarter.com patreon.com indeed.com glassdoor.com
    imgur.com giphy.com tenor.com flickr.com unsplash.com wolframalpha.com chatgpt.com
    """
)
# ... and single rooms in hosts that have articles elsewhere: (host, path).
NO_ARTICLE_ROOMS = tuple(
    (re.compile(rf"(?:^|\.)(?:{host})$"), re.compile(path, re.I))
    for host, path in (
        (r"google\.[a-z.]{2,6}", r"^/(?:search|maps|finance|travel|alerts)\b"),
        (r"bing\.com|search\.yahoo\.com|yandex\.[a-z]+|baidu\.com|ecosia\.org", r"^/(?:search|maps|images|s)\b"),
        (r"linkedin\.com", r"^/(?!pulse/|news/)"),
        (r"bbc\.(?:com|co\.uk)", r"^/(?:iplayer|sounds|weather)\b|^/[a-z/-]*/(?:live|videos|av)/"),
        (r"wikipedia\.org|wiktionary\.org", r"^/wiki/(?:special|file|category|user|talk|template|portal|help):"),
        (r"substack\.com", r"^/(?:@[^/]+/?$|home|inbox|note/|chat)"),
        (r"medium\.com", r"^/(?:@[^/]+/?$|tag/|me/|m/|search)"),
        (r"microsoft\.com", r"^/[a-z-]*/?(?:store|p)/"),
    )
)  # fmt: skip
MASTODON_POST = re.compile(r"^/(?:@[\w.@-]+/\d{6,}|users/[\w.-]+/statuses/\d+)/?$")
# First words of a path where no article is.
NO_ARTICLE_WORDS = _words(
    """
    about about-us account accounts advertise archive archives author authors basket careers cart categories
    category checkout contact contact-us cookies cookie-policy dashboard download downloads events faq feed feeds
    followers forgot-password forum forums gallery galleries help home imprint impressum jobs join jobs latest
    legal live login log-in logout membership newsletter newsletters oauth people photos podcast podcasts pricing
    privacy privacy-policy products profile register rss search settings shop sign-in sign-up signin signup
    sitemap store subscribe subscription subscriptions support tag tags team terms terms-of-service topic topics
    tv user users video videos watch weather webinar wp-admin wp-login.php
    """
)
# Names of sections: a path made of nothing else leads to a list of articles.
SECTIONS = _words(
    """
    africa americas art arts asia australia auto autos blog blogs books business canada cars celebrity china
    cities climate comment commentisfree companies crime culture design economics economy education en energy
    entertainment environment es europe family fashion features film finance food football france fr game games
    germany global global-development de green headlines health history home-news ideas india innovation insights
    international investigations israel it japan justice law leaders letters life lifestyle lifeandstyle living
    local long-reads longreads magazine markets media metro middle-east middleeast mobile money movies music
    national nation nature news newsroom obituaries opinion opinions parenting pages personal-finance philosophy
    politics posts press press-releases property psychology real-estate regions religion research reviews russia
    science section sections society soccer space sport sports stage stories story style tech technology
    television theater theatre top-stories travel trending tv-and-radio u-s uk uk-news ukraine us us-news usa
    wellness wires women world world-news writing year-in-review
    """
)
NO_ARTICLE_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|heic|bmp|tiff?|ico|mp4|m4v|mov|avi|mkv|webm|mp3|m4a|wav|ogg|flac|zip|gz|tgz|bz2|xz|"
    r"7z|rar|tar|dmg|pkg|exe|msi|deb|rpm|apk|iso|jar|whl|css|js|mjs|json|xml|rss|atom|ics|csv|tsv|xlsx?|ods|sql|db|py|rs|go|"
    r"ts|c|h|cpp|java|rb|sh|yml|yaml|toml|woff2?|ttf|bin|torrent)$",
    re.I,
)
