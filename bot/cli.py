"""The command line: which commands there are and what they are given. What they do is in `bot/commands/`.

Only click is imported before it is known which command runs, so that `--help` and mistakes are answered at once.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Sequence

import click

from bot.commands.failure import Exit, Failure, complain

log = logging.getLogger(__name__)

FORMS = click.Choice(["text", "json", "markdown", "blocks"])
COUNT = click.IntRange(min=0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. Errors are one line on stderr."""
    try:
        # Not pullquote.main(): it has its own ways with Ctrl-C and with pipes that close.
        given = list(sys.argv[1:] if arguments is None else arguments)
        with pullquote.make_context("pullquote", given) as context:
            code = pullquote.invoke(context)
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.UsageError as error:
        hint = f" ({error.ctx.command_path} --help says more)" if error.ctx else ""
        said = error.format_message().rstrip(".")
        complain(said + ("" if said.endswith("?") else ".") + hint)
    except Failure as failure:
        complain(failure.reason)
        return failure.code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Python flushes stdout once more as it ends: into nothing, so that it has nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PIPE_CLOSED
    except Exception as error:
        log.info("the command failed", exc_info=True)
        complain(f"This should not happen: {type(error).__name__}: {error} (pullquote --verbose shows where).")
        return Exit.FAILED
    return Exit.USAGE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what went on, tracebacks included.")
@click.version_option(package_name="pullquote", message="pullquote %(version)s")
def pullquote(verbose: bool) -> None:
    """Who said what, word for word, and the figures that matter.

    Exit codes: 0 done, 2 wrong usage or settings, 3 could not be fetched, 4 nothing to read, 5 partly done.
    """
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    else:
        warnings.simplefilter("ignore")
        logging.getLogger().addHandler(logging.NullHandler())


@pullquote.command()
@click.argument("where", nargs=-1, required=True)
@click.option("--format", "form", type=FORMS, default="text", show_default=True, help="How to print it.")
@click.option("--max-quotes", type=COUNT, default=None, metavar="N", help="At most so many key quotes.")
@click.option("--max-figures", type=COUNT, default=None, metavar="N", help="At most so many key figures.")
def digest(where: tuple[str, ...], form: str, max_quotes: int | None, max_figures: int | None) -> int:
    """The key quotes and figures of each WHERE: a path, a link, or - for stdin.

    JSON is one object a line, in order.
    """
    from bot.commands.digest import digest as run

    return run(where, form, max_quotes, max_figures)


@pullquote.command()
@click.argument("where")
@click.option("--url", default="", help="Where the article is on the web, if WHERE does not say it.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", show_default=True)
def read(where: str, url: str, form: str) -> int:
    """The article in WHERE, and nothing else: a path, a link, or - for stdin."""
    from bot.commands.digest import read as run

    return run(where, url, form)


@pullquote.command()
@click.option("--quotes", is_flag=True, help="Quotes only.")
@click.option("--figures", is_flag=True, help="Figures only.")
def extract(quotes: bool, figures: bool) -> int:
    """Every quote and figure in texts: JSON lines {"id", "text"} on stdin, {"id", "quotes", "figures"} on stdout.

    One line each, in the same order, as they are ready. Without an option: both.
    """
    from bot.commands.extract import extract as run

    wanted = {"quotes": quotes, "figures": figures}
    return run(frozenset(kind for kind in wanted if wanted[kind] or not (quotes or figures)))


@pullquote.command()
def run() -> int:
    """The bot, until SIGTERM or Ctrl-C. Its settings are environment variables; `pullquote doctor` checks them."""
    from bot.commands.run import run as run_bot

    return run_bot()


@pullquote.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=None, metavar="N", help="Requests at a time.")
def worker(concurrency: int | None) -> int:
    """A further worker on the same PostgreSQL, until SIGTERM or Ctrl-C; it reads and posts, and listens to nobody."""
    from bot.commands.run import work

    return work(concurrency)


@pullquote.command()
@click.option("--to", default="head", show_default=True, metavar="VERSION", help="A version, or base for none.")
def migrate(to: str) -> int:
    """Brings the database to the newest version, or to another one, up or down. Stop the bot first."""
    from bot.commands.store import migrate as run

    return run(to)


@pullquote.command()
@click.argument("old")
@click.argument("new")
def copy(old: str, new: str) -> int:
    """Copies everything from the database at URL OLD into the empty one at NEW, and proves by hashes that it arrived.

    Such as: pullquote copy sqlite:///pullquote.db postgresql://host/pullquote
    """
    from bot.commands.store import copy as run

    return run(old, new)


@pullquote.command("reseal-tokens")
def reseal_tokens() -> int:
    """Seals the stored tokens with the newest key of PULLQUOTE_TOKEN_KEY, so that the older keys can be taken away."""
    from bot.commands.store import reseal as run

    return run()


@pullquote.group(invoke_without_command=True)
@click.option("--failed", is_flag=True, help="List those that failed, and why.")
@click.pass_context
def requests(context: click.Context, failed: bool) -> int:
    """What is waiting, at work, and failed."""
    if context.invoked_subcommand is not None:
        return 0
    from bot.commands.store import show_requests

    return show_requests(failed)


@requests.command()
@click.argument("ids", nargs=-1)
def retry(ids: tuple[str, ...]) -> int:
    """Tries failed requests again: those with these IDS, or all."""
    from bot.commands.store import retry as run

    return run(ids)


@pullquote.command()
@click.argument("channel")
@click.option("--date", "day", default="", metavar="DATE", help="Of this date, such as 2026-03-31.")
@click.option("--dry-run", is_flag=True, help="Print it, and post nothing.")
def roundup(channel: str, day: str, dry_run: bool) -> int:
    """Makes the roundup of CHANNEL, its name or id, now: of a date, or of the time since the last one."""
    from bot.commands.roundup import roundup as run

    return run(channel, day, dry_run)


@pullquote.command()
@click.option("--since", default="", metavar="DATE", help="Not what is older, such as 2026-03-31.")
@click.option("--format", "form", type=click.Choice(["csv", "json", "markdown"]), default="json", show_default=True)
def export(since: str, form: str) -> int:
    """Everything that is remembered: CSV has one line a quote or figure, JSON one object a digest."""
    from bot.commands.export import export as run

    return run(since, form)


@pullquote.command()
def feedback() -> int:
    """What people said is wrong in digests, a line of JSON each, with its passage: to evaluate with."""
    from bot.commands.feedback import feedback as run

    return run()


@pullquote.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--headless", is_flag=True, help="Serve without the bot in it, and say in JSON how to come in.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser, where there is one.")
def sandbox(port: int, headless: bool, open_browser: bool) -> int:
    """A local Slack with its page, the bot in it, and one article already answered."""
    from bot.sandbox.demo import demo

    return demo(port, headless=headless, open_browser=open_browser)


@pullquote.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--channel", default="", metavar="ID", help="Look too whether the bot is in this channel.")
def doctor(form: str, channel: str) -> int:
    """Checks settings, tokens, scopes, clock, database and models, and says what to do. 2: something is wrong."""
    from bot.commands.doctor import doctor as run_doctor

    return run_doctor(form, channel)
