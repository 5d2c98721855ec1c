"""What pages do by themselves: lists answer as one types, dialogs say what was refused, nothing is removed unasked."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser import pages, places
from tests.browser.chromium import launch
from tests.browser.screens import sign_in

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


class Desk:
    """A demonstration district, and a browser in which somebody of it has signed in."""

    def __init__(self, browser: Browser, address: str, shown: list[places.Page]) -> None:
        self.browser = browser
        self.address = address
        self.paths = {page.name: page.path for page in shown}

    def sits(self, role: str, size: dict[str, int]) -> Page:
        width, height = size["width"], size["height"]
        page = self.browser.new_context(
            base_url=self.address,
            locale="en",
            viewport={"width": width, "height": height},
            service_workers="block",
        ).new_page()
        sign_in(page, self.address, role)
        return page


@pytest.fixture(scope="module")
def desk(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pages.full(tmp_path_factory.mktemp("full")) as (_app, address, shown):
        browser = launch(playwright)
        yield Desk(browser, address, shown)
        browser.close()


@pytest.fixture
def idm(desk: Desk) -> Iterator[Page]:
    page = desk.sits("idm", DESK)
    yield page
    page.context.close()


def test_devices_are_found_as_one_types_and_the_filters_stay(idm: Page) -> None:
    idm.goto("/assets")
    idm.get_by_label("State", exact=True).select_option("checked_out")
    idm.wait_for_url("**state=checked_out**")
    idm.get_by_label("Search devices").press_sequentially("lenovo")
    idm.wait_for_url("**q=lenovo&state=checked_out**")
    rows = idm.locator("#assets tbody tr")
    expect(rows.first).to_contain_text("Lenovo")
    assert idm.locator("#assets tbody").get_by_text("Deployed").count() == 0
    expect(idm.get_by_label("Search devices")).to_be_focused()
    expect(idm.get_by_role("status").first).to_contain_text("devices")
    idm.reload()
    expect(idm.get_by_label("Search devices")).to_have_value("lenovo")
    expect(idm.get_by_label("State", exact=True)).to_have_value("checked_out")


def test_people_are_found_as_one_types(idm: Page) -> None:
    idm.goto("/people")
    idm.get_by_label("Search people").press_sequentially("nobody-at-all")
    expect(idm.get_by_text("Nobody found")).to_be_visible()
    idm.get_by_role("link", name="Show everybody").click()
    expect(idm.locator("#people .row").first).to_be_visible()


def test_picked_devices_lead_to_their_labels(idm: Page) -> None:
    idm.goto("/assets?state=checked_out")
    boxes = idm.locator("#assets tbody .pick input")
    tags = [boxes.nth(number).get_attribute("value") for number in (0, 1)]
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(idm.locator("[data-picked]")).to_contain_text("2 selected")
    idm.get_by_role("button", name="Print labels").click()
    expect(idm.get_by_label("Devices by their tags")).to_be_checked()
    expect(idm.get_by_label("Tags", exact=True)).to_have_value(" ".join(filter(None, tags)))
    expect(idm.get_by_label("Room", exact=True)).to_be_hidden()


def test_picks_are_gone_when_the_list_is_asked_for_anew(idm: Page) -> None:
    idm.goto("/assets?state=checked_out")
    idm.locator("#assets tbody .pick input").first.check()
    idm.get_by_label("Search devices").press_sequentially("lenovo")
    expect(idm.locator("[data-picked]")).to_be_hidden()


def test_the_rooms_stay_beside_the_one_that_is_open(desk: Desk, idm: Page) -> None:
    idm.goto(desk.paths["room"])
    rooms = idm.get_by_role("navigation", name="Rooms")
    rooms.get_by_role("link", name="Library").click()
    expect(idm.get_by_role("heading", level=1)).to_have_text("Library")
    expect(idm).to_have_title("Library · Rollcall")
    expect(rooms.locator("[aria-current=page]")).to_contain_text("Library")
    expect(rooms.locator("[aria-current=page]")).to_be_focused()
    idm.get_by_role("link", name="Count this room").click()
    expect(idm.get_by_role("button", name="Count", exact=True)).to_be_visible()
    idm.go_back()
    expect(idm.get_by_role("heading", level=1)).to_have_text("Library")


def test_a_phone_does_not_ask_for_the_other_rooms(desk: Desk) -> None:
    page = desk.sits("idm", PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(desk.paths["room"])
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/rooms?" in url] == []
    page.context.close()


def test_what_a_dialog_refuses_is_said_in_it(desk: Desk, idm: Page) -> None:
    idm.goto(desk.paths["device-held"])
    own = idm.get_by_role("heading", level=1).inner_text()
    idm.goto(desk.paths["device"])
    idm.get_by_role("button", name="New tag").click()
    dialog = idm.get_by_role("dialog", name="A new tag")
    dialog.get_by_label("New tag").fill(own)
    dialog.get_by_role("button", name="Give it this tag").click()
    expect(dialog.get_by_role("alert")).to_contain_text(f"The tag {own} already belongs to another device.")
    dialog.get_by_label("New tag").fill("A900001")
    dialog.get_by_role("button", name="Give it this tag").click()
    expect(idm.get_by_role("heading", level=1)).to_have_text("A900001")
    expect(idm.get_by_role("status").first).to_contain_text("the old one still finds the device")


def test_a_paper_is_kept_when_it_is_chosen_and_removed_when_that_is_confirmed(desk: Desk, idm: Page) -> None:
    idm.goto(desk.paths["device-lost"])
    idm.locator("#file").set_input_files(
        {"name": "broken corner.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(idm.get_by_text("The file is kept with the device.")).to_be_visible()
    remove = idm.get_by_role("button", name="Remove “broken corner.png”")
    remove.click()
    question = idm.get_by_role("dialog", name="Remove “broken corner.png”?")
    question.get_by_role("button", name="Cancel").click()
    expect(remove).to_be_visible()
    remove.click()
    question.get_by_role("button", name="Remove").click()
    expect(idm.get_by_text("“broken corner.png” is removed.")).to_be_visible()
    expect(remove).to_have_count(0)


def test_a_file_that_is_no_paper_is_refused_with_a_way_back(desk: Desk, idm: Page) -> None:
    idm.goto(desk.paths["device-lost"])
    idm.locator("#file").set_input_files(
        {"name": "list.png", "mimeType": "image/png", "buffer": b"not a picture"}
    )
    expect(idm.get_by_role("heading", level=1)).to_have_text("That was not done")
    idm.get_by_role("link", name="Back to the page").click()
    assert idm.url.endswith(desk.paths["device-lost"])


def test_whoever_looks_after_many_sites_changes_between_them(desk: Desk) -> None:
    page = desk.sits("its", DESK)
    page.goto("/people")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sites")
    page.get_by_label("Search sites").press_sequentially("lincoln")
    expect(page.locator("#sites .row")).to_have_count(1)
    page.get_by_role("link", name="Lincoln High").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    expect(page.locator(".sub")).to_have_text("Lincoln High")
    page.goto("/attention")
    page.get_by_role("link", name="Change site").click()
    page.get_by_role("link", name="Marshall Middle").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attention")
    expect(page.locator(".sub")).to_have_text("Marshall Middle")
    page.context.close()


def test_whoever_tries_it_comes_in_with_one_tap(desk: Desk) -> None:
    page = desk.browser.new_page(base_url=desk.address, locale="en")
    page.goto("/sign-in")
    page.get_by_role("button", name="Teacher").click()
    expect(page.get_by_role("heading", name="My rooms")).to_be_visible()
    page.close()


def test_a_broken_answer_is_said_and_the_list_stays(idm: Page) -> None:
    idm.goto("/assets")
    idm.route("**/assets?q=*", lambda route: route.fulfill(status=500, body="<p>no</p>"))
    idm.get_by_label("Search devices").press_sequentially("x")
    expect(idm.locator("error-bar")).to_contain_text("Something went wrong on our side")
    expect(idm.locator("#assets tbody tr").first).to_be_visible()
    idm.unroute("**/assets?q=*")
    idm.get_by_label("Search devices").press_sequentially("y")
    expect(idm.locator("error-bar .trouble-bar")).to_have_count(0)


def test_no_connection_is_said_and_taken_back(idm: Page) -> None:
    idm.goto("/people")
    idm.context.set_offline(True)
    expect(idm.locator("error-bar")).to_contain_text("No connection just now.")
    idm.get_by_label("Search people").press_sequentially("a")
    expect(idm.locator("error-bar")).to_contain_text("could not be reached")
    idm.context.set_offline(False)
    expect(idm.locator("error-bar .trouble-bar")).to_have_count(0)


def test_whoever_is_signed_out_meanwhile_comes_to_the_door(desk: Desk) -> None:
    page = desk.sits("idm", DESK)
    other = page.context.new_page()
    page.goto("/people")
    expect(page.locator("still-there:defined")).to_have_count(1)
    other.goto("/more")
    other.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.context.close()


def test_whose_session_ended_meanwhile_comes_to_the_door(desk: Desk) -> None:
    page = desk.sits("idm", DESK)
    page.goto("/people")
    page.context.clear_cookies()
    page.get_by_label("Search people").press_sequentially("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.context.close()


def test_the_keyboard_skips_to_the_content(idm: Page) -> None:
    idm.goto("/rooms")
    idm.keyboard.press("Tab")
    expect(idm.get_by_role("link", name="To the content")).to_be_focused()
    idm.keyboard.press("Enter")
    idm.keyboard.press("Tab")
    assert idm.evaluate("document.querySelector('main').contains(document.activeElement)")


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(stream, "PNG")
    return stream.getvalue()
