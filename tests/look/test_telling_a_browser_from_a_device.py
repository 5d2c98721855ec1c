"""One word for each: a device is an asset; what keeps the work, on a phone as at a desk, is the browser."""

from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[2] / "app/translations/es/LC_MESSAGES/messages.po"
# Who says “this device” has an asset before them.
OF_AN_ASSET = {
    "Do you have this device?",
    (
        "I have received this device. I keep it safe, bring it back when the school asks for it, and tell the school "
        "at once if it is lost, stolen or damaged."
    ),
    "ITS manages this device: only ITS changes its state, its place and who manages it.",
    "Nothing of this device is missing.",
    "Only its own school puts this device on the list.",
    "The old tag still finds this device.",
    "This device belongs to %(site)s",
    "This device belongs to %(site)s.",
}


def test_this_device_is_an_asset_in_both_languages() -> None:
    with CATALOGUE.open("rb") as text:
        sentences = {str(one.id): str(one.string) for one in read_po(text, locale="es") if one.id}
    assert {each for each in sentences if "this device" in each.lower()} == OF_AN_ASSET
    assert [said for said in sentences.values() if "este equipo" in said.lower()] == []
    told = {each for each, said in sentences.items() if "este dispositivo" in said.lower()}
    assert told == OF_AN_ASSET
