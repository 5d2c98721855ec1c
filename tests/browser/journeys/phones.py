"""Phones that are handed out for a test, and held to the policy when they are collected."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from tests.browser.chromium import fake_camera, launch
from tests.browser.journeys.counting import Counting
from tests.browser.journeys.school import School

PHONE = ViewportSize(width=360, height=740)
# What a test breaks on purpose, the browser says on its console, too.
ON_PURPOSE = (
    "Failed to load resource",
    "Failed to fetch",
    "net::ERR_",
    "NetworkError",
    "ArrayBuffer instantiation",
)


class Phones:
    def __init__(self, playwright: Playwright, no_camera: Browser, school: School) -> None:
        self.playwright = playwright
        self.no_camera = no_camera
        self.school = school
        self.contexts: list[BrowserContext] = []
        self.browsers: list[Browser] = []
        self.said: list[str] = []

    def __call__(self, who: str | None, film: Path | None = None, **options: Any) -> Page:
        # Taking the whole app along costs a second; phones that start without a network ask for it.
        options = {"viewport": PHONE, "base_url": self.school.address, "service_workers": "block", **options}
        if film is None:
            context = self.no_camera.new_context(**options)
        else:
            self.browsers.append(launch(self.playwright, args=fake_camera(film)))
            context = self.browsers[-1].new_context(**options, permissions=["camera"])
        self.contexts.append(context)
        if who:
            self.school.sign_in(context, who)
        page = context.new_page()
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type == "error" else None
        )
        return page

    def counting(self, who: str, room: str, film: Path | None = None, **options: Any) -> Counting:
        """Somebody opens a room on a phone of their own."""
        counting = Counting(self(who, film, **options), self.school)
        counting.open(room)
        return counting

    def collect(self) -> None:
        for context in self.contexts:
            context.close()
        for browser in self.browsers:
            browser.close()
        unexpected = [words for words in self.said if not any(known in words for known in ON_PURPOSE)]
        assert unexpected == [], unexpected
