"""What is wrong with a field is said by the page, in its language and beside the field, and not by the browser."""

from playwright.sync_api import expect

from tests.browser.journeys.phones import Phones
from tests.browser.journeys.school import School


def test_a_field_says_what_it_wants_in_the_pages_own_words(phones: Phones, school: School) -> None:
    """In Spanish where the browser speaks English; it goes when the field is right, and the first is where one is."""
    page = phones(None)
    school.speak(page.context, "es")
    page.goto("/sign-in")
    email, password = page.locator("#email"), page.locator("#password")
    page.get_by_role("button", name="Iniciar sesión").click()
    expect(email).to_be_focused()
    expect(email).to_have_accessible_description("Falta llenar este campo.")
    expect(password).to_have_attribute("aria-invalid", "true")
    email.press_sequentially("ivy")
    expect(email).to_have_accessible_description("Esta no es una dirección de correo electrónico.")
    email.fill("ivy@marshall.test")
    expect(email).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#email-wrong")).to_have_count(0)
    expect(page).to_have_url(f"{school.address}/sign-in")
