"""The local Slack's page in a real Chromium: what a person does with it."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from browser import DESK, PHONE, keep_picture, visit, write
from playwright.sync_api import Browser, Page, expect
from rich_message import rich_message
from small_app import SmallApp

from bot.sandbox.server import Sandbox

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("chromium"), pytest.mark.usefixtures("anew")]

DROP = """([name, words]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([words], name, { type: "text/html" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true });
    document.querySelector(".channel-pane").dispatchEvent(event);
    if (kind === "dragover") window.overlayShown = !document.querySelector(".drop-overlay").hidden;
  }
}"""
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth"


def on_phone(chromium: Browser, url: str, scheme: str = "light") -> AbstractContextManager[Page]:
    """The page at `url`, on a phone."""
    return visit(chromium, url, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)


def test_typed_message_is_posted_and_appears(slack: Sandbox, page: Page) -> None:
    """Enter sends; the message appears with its link, and the box is empty again."""
    write(page, "Read *this* at https://example.org/a")
    message = page.locator("article", has_text="Read this at")
    expect(message.locator("strong", has_text="this")).to_be_visible()
    expect(message.get_by_role("link")).to_have_attribute("href", "https://example.org/a")
    expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("")
    assert slack.control.messages("newsroom")[-1]["text"] == "Read *this* at <https://example.org/a>"


def test_others_messages_come_in_live_and_are_grouped(slack: Sandbox, page: Page) -> None:
    """What somebody else posts appears without a reload; a second message goes on under the first."""
    slack.control.post_message("newsroom", "First words", user="priya")
    slack.control.post_message("newsroom", "Second words", user="priya")
    second = page.locator("article", has_text="Second words")
    expect(second).to_be_visible()
    expect(second.locator(".author")).to_have_count(0)
    expect(page.locator("article", has_text="First words").locator(".author")).to_have_text("Priya Raman")


def test_channel_not_looked_at_shows_how_much_is_new(slack: Sandbox, page: Page) -> None:
    """A message elsewhere is counted in the sidebar; there the line "New" stands above it."""
    other = next(one for one in slack.control.state()["channels"] if one["is_channel"] and one["name"] != "newsroom")
    slack.control.post_message(other["id"], "Elsewhere", user="priya")
    row = page.get_by_role("link", name=f"{other['name']}, 1 unread")
    row.click()
    expect(page.locator(".divider.new")).to_have_count(1)
    expect(page.locator(".divider.new + article")).to_contain_text("Elsewhere")


def test_thread_opens_at_the_side_and_takes_replies(slack: Sandbox, page: Page) -> None:
    """Replying from the toolbar opens the thread; the channel shows one reply, and Esc closes the thread."""
    ts = slack.control.post_message("newsroom", "A root", user="priya")
    page.locator("article", has_text="A root").hover()
    page.get_by_role("button", name="Reply in thread").click()
    write(page, "An answer", box="Reply")
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator("article", has_text="An answer")).to_be_visible()
    expect(page.locator(".channel-pane article", has_text="A root")).to_contain_text("1 reply")
    expect(page.locator(".channel-pane article", has_text="An answer")).to_have_count(0)
    assert [reply["text"] for reply in slack.control.replies("newsroom", ts)] == ["An answer"]
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


@pytest.mark.parametrize("form", ["#{channel}/{ts}", "archives/{channel}/p{digits}"])
def test_address_of_a_message_opens_its_thread(form: str, chromium: Browser, slack: Sandbox) -> None:
    """A deep link, and Slack's own permalink, open the page with the thread at the side."""
    ts = slack.control.post_message("newsroom", "A root")
    slack.control.post_message("newsroom", "An answer", thread_ts=ts)
    where = form.format(channel=slack.control.channel_id("newsroom"), ts=ts, digits=ts.replace(".", ""))
    with visit(chromium, f"{slack.url}/{where}") as page:
        expect(page.get_by_role("complementary", name="Thread").locator("article")).to_have_count(2)


def test_command_is_completed_and_answered_to_one_person(app: SmallApp, page: Page) -> None:
    """`/di` and Tab make `/digest`; what the app answers is marked as visible to one person."""
    box = page.get_by_role("textbox", name="Message", exact=True)
    box.press_sequentially("/di")
    expect(page.get_by_role("option")).to_contain_text("/digest")
    page.keyboard.press("Tab")
    expect(box).to_have_value("/digest ")
    box.press_sequentially("some words")
    page.keyboard.press("Enter")
    answer = page.locator("article", has_text="You typed some words")
    expect(answer).to_contain_text("Only visible to you")
    answer.get_by_role("button", name="Dismiss").click()
    expect(answer).to_have_count(0)
    write(page, "/digest")
    expect(page.locator("article", has_text="You typed")).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(0)


def test_dropped_file_is_offered_and_uploaded(slack: Sandbox, page: Page) -> None:
    """A file dragged over the channel shows where it goes; dropped and sent it stands there as a card."""
    page.evaluate(DROP, ["story.html", "<p>Words</p>"])
    assert page.evaluate("window.overlayShown")
    expect(page.locator(".drop-overlay").first).to_be_hidden()
    expect(page.locator(".file-chip")).to_contain_text("story.html")
    write(page, "Look")
    card = page.locator("article", has_text="Look").get_by_role("link", name="story.html")
    expect(card).to_be_visible()
    [file] = slack.control.messages("newsroom")[-1]["files"]
    assert page.request.get(f"{slack.url}/control/file/{file['id']}").text() == "<p>Words</p>"


def test_reaction_is_put_on_and_taken_off(slack: Sandbox, page: Page) -> None:
    """A click on a reaction joins it; another takes one's own off."""
    ts = slack.control.post_message("newsroom", "React to me", user="priya")
    slack.control.react("newsroom", ts, "tada", user="priya")
    pill = page.locator("article", has_text="React to me").locator(".reaction[data-name=tada]")
    expect(pill).to_have_attribute("aria-pressed", "false")
    pill.click()
    expect(pill).to_have_attribute("aria-pressed", "true")
    expect(pill).to_contain_text("2")
    pill.click()
    expect(pill).to_contain_text("1")


def test_own_message_is_edited_and_deleted(slack: Sandbox, page: Page) -> None:
    """Arrow up opens one's last message as it was typed; the menu deletes it after a question."""
    write(page, "Read https://example.org/a")
    message = page.locator("article", has_text="https://example.org")
    expect(message).to_be_visible()
    page.keyboard.press("ArrowUp")
    editor = page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("Read https://example.org/a")
    editor.fill("Read https://example.org/b")
    slack.control.react("newsroom", slack.control.messages("newsroom")[-1]["ts"], "tada", user="priya")
    page.keyboard.press("Enter")
    expect(message).to_contain_text("https://example.org/b (edited)")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(message).to_have_count(0)


def test_message_shortcut_reaches_the_app(app: SmallApp, slack: Sandbox, page: Page) -> None:
    """The app's shortcut stands in a message's menu; what it answers appears."""
    slack.control.post_message("newsroom", "Digest me", user="priya")
    message = page.locator("article", has_text="Digest me")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Digest this article").click()
    expect(message).to_contain_text("1 reply")


def test_message_is_forwarded_to_another_channel(slack: Sandbox, page: Page) -> None:
    """The menu shares a message with words of one's own; there it stands once, with who wrote it and where."""
    slack.control.post_message("newsroom", "Worth *sharing*", user="priya")
    message = page.locator("article", has_text="Worth sharing")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Forward message").click()
    dialog = page.get_by_role("dialog", name="Forward message")
    dialog.get_by_role("combobox", name="Where to").click()
    page.get_by_role("option", name="random").click()
    dialog.get_by_role("textbox", name="Words to go with it").fill("From next door")
    dialog.get_by_role("button", name="Forward").click()
    page.get_by_role("link", name="random").click()
    shared = page.locator("article", has_text="From next door").locator(".attachment")
    expect(shared).to_have_text("Priya RamanWorth sharingPosted in #newsroom")
    shared.get_by_role("link", name="Posted in #newsroom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("newsroom")


def test_modal_shows_errors_at_its_fields_and_submits(app: SmallApp, page: Page) -> None:
    """The Home tab's button opens a modal; the app's refusal stands at the field; the second try is saved."""
    page.get_by_role("link", name="Pullquote").click()
    page.get_by_role("main").get_by_role("button", name="Settings").click()
    modal = page.get_by_role("dialog", name="Settings")
    keep_picture(page, "modal")
    modal.get_by_label("Link").fill("https://example.org/wrong")
    modal.get_by_label("Always").check()
    modal.get_by_label("Mixed").check()
    modal.get_by_label("Zone").click()
    page.get_by_role("option", name="Oslo").click()
    modal.get_by_label("Days").click()
    for day in ("Monday", "Friday"):
        page.get_by_role("option", name=day).click()
    page.keyboard.press("Escape")
    modal.get_by_role("button", name="Save").click()
    expect(modal.get_by_role("alert")).to_have_text("That is no article.")
    expect(modal.get_by_label("Link")).to_be_focused()
    modal.get_by_label("Link").fill("https://example.org/a")
    page.keyboard.press("Enter")
    expect(modal).to_have_count(0)
    assert app.saved["link"]["value"] == "https://example.org/a"
    assert app.saved["count"]["value"] == "5"
    assert app.saved["when"]["selected_option"]["value"] == "Always"
    assert [chosen["value"] for chosen in app.saved["kinds"]["selected_options"]] == ["Mixed"]
    assert app.saved["zone"]["selected_option"]["value"] == "Oslo"
    assert [chosen["value"] for chosen in app.saved["days"]["selected_options"]] == ["Monday", "Friday"]
    assert app.saved["time"]["selected_time"] == "08:30"


def test_modal_keeps_the_focus_and_esc_closes_it(app: SmallApp, slack: Sandbox, page: Page) -> None:
    """Tab goes round inside a modal; Esc closes it, for the app too."""
    page.get_by_role("link", name="Pullquote").click()
    page.get_by_role("main").get_by_role("button", name="Settings").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert slack.control.views() == []


def test_what_was_typed_stays_under_another_modal(app: SmallApp, page: Page) -> None:
    """The app shows one over it for a while; below it nothing is lost."""
    page.get_by_role("link", name="Pullquote").click()
    page.get_by_role("main").get_by_role("button", name="Settings").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Link").fill("https://example.org/kept")
    dialog.get_by_role("button", name="More about it").click()
    expect(dialog.get_by_text("There is no more to say.")).to_be_visible()
    dialog.get_by_role("button", name="Back").click()
    expect(dialog.get_by_label("Link")).to_have_value("https://example.org/kept")


def test_keyboard_alone_is_enough(slack: Sandbox, page: Page) -> None:
    """Ctrl+K goes to a channel, arrows walk the messages, Enter opens the thread."""
    other = next(one for one in slack.control.state()["channels"] if one["is_channel"] and one["name"] != "newsroom")
    page.keyboard.press("Control+k")
    page.keyboard.type(other["name"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(other["name"])
    ts = slack.control.post_message(other["id"], "A root")
    slack.control.post_message(other["id"], "An answer", thread_ts=ts)
    root = page.locator(".channel-pane article", has_text="A root")
    expect(root).to_contain_text("1 reply")
    page.locator(".channel-pane .message-list").focus()
    page.keyboard.press("ArrowUp")
    expect(root).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Thread")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_has_no_sideways_scrolling(scheme: str, chromium: Browser, slack: Sandbox) -> None:
    """Long words, lists and pictures fit a phone; the sidebar is a drawer, the thread a sheet over the channel."""
    drawn = rich_message(slack.control.user_id("priya"))
    ts = slack.control.post_raw("newsroom", {**drawn, "text": "x"})
    slack.control.post_message("newsroom", "https://example.org/" + "long" * 60)
    slack.control.post_raw("newsroom", drawn, thread_ts=ts)
    with on_phone(chromium, f"{slack.url}/#newsroom", scheme) as page:
        assert not page.evaluate(WIDER_THAN_SCREEN)
        page.get_by_role("button", name="Channels").click()
        expect(page.get_by_role("link", name="newsroom")).to_be_in_viewport()
        page.get_by_role("link", name="newsroom").click()
        page.get_by_role("button", name="1 reply").click()
        expect(page.get_by_role("complementary", name="Thread")).to_be_in_viewport(ratio=1)
        assert not page.evaluate(WIDER_THAN_SCREEN)
        keep_picture(page, f"phone-{scheme}")
        page.get_by_role("button", name="Back to the channel").click()
        expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_in_viewport()


def test_theme_follows_the_system_until_it_is_chosen(chromium: Browser, slack: Sandbox) -> None:
    """Dark where the system is dark; the button changes it, and that lasts over a reload."""
    with visit(chromium, slack.url, viewport=DESK, color_scheme="dark") as page:
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.get_by_role("button", name="Change between light and dark").click()
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_refused_call_is_told_in_words(slack: Sandbox, page: Page) -> None:
    """What does not work is said at the edge of the page, and what was typed is given back."""
    write(page, "/nothing of the kind")
    expect(page.get_by_role("alert")).to_contain_text("/nothing is not a command here")
    expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("/nothing of the kind")


def test_one_may_act_as_somebody_else(slack: Sandbox, page: Page) -> None:
    """The menu at one's name changes who posts, and who sees what is shown to one person alone."""
    page.get_by_role("button", name="You are Inés Calder").click()
    page.get_by_role("menuitem", name="Act as Priya Raman").click()
    write(page, "From Priya")
    expect(page.locator("article", has_text="From Priya").locator(".author")).to_have_text("Priya Raman")
    assert slack.control.messages("newsroom")[-1]["user"] == slack.control.user_id("priya")


def test_page_finds_back_after_a_reset(slack: Sandbox, page: Page) -> None:
    """A reset empties the channel under the page's eyes; what comes next appears."""
    slack.control.post_message("newsroom", "Before", user="priya")
    expect(page.locator("article", has_text="Before")).to_be_visible()
    slack.control.reset(keep_connections=True)
    expect(page.locator("article", has_text="Before")).to_have_count(0)
    slack.control.post_message("newsroom", "After", user="priya")
    expect(page.locator("article", has_text="After")).to_be_visible()


def test_long_message_is_shown_from_its_beginning(slack: Sandbox, page: Page) -> None:
    """Who stands at the foot sees the start of a message that is longer than the screen; older ones stay above."""
    slack.control.post_message("newsroom", "Short", user="priya")
    slack.control.post_message("newsroom", "Begin\n" + "line\n" * 80, user="tomasz")
    last = page.locator("article", has_text="Begin")
    expect(last.locator(".author")).to_be_in_viewport()
    slack.control.post_message("newsroom", "Meanwhile", user="priya")
    pill = page.get_by_role("button", name="New messages")
    pill.click()
    expect(page.locator("article", has_text="Meanwhile")).to_be_in_viewport()
    expect(pill).to_be_hidden()
