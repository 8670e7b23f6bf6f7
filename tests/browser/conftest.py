"""The machine's own Chromium, that talks to nobody."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("file:///", "http://127.0.0.1:", "data:", "blob:")

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if not path and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    assert path, "no Chromium, and CI must not pass over the tests that need one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens pages; a test fails if one of them asks another host for something, or complains."""
    wrongs: list[str] = []
    contexts: list[BrowserContext] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(HERE):
            wrongs.append(f"asked for {request.url}")

    def open_page(url: str, **options: object) -> Page:
        chosen = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(**chosen)
        contexts.append(context)
        page = context.new_page()
        page.on("request", asked)
        page.on("requestfailed", lambda request: wrongs.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: wrongs.append(f"{url}: {error}"))
        page.on(
            "console",
            lambda said: wrongs.append(f"{url}: {said.text}") if said.type == "error" else None,
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrongs == []
