"""What a teacher of the demonstration asks for, and what became of it. Policy: ORG-10."""

from dataclasses import replace

from app.domain import requests
from app.domain.demonstration.calendar import Calendar
from app.domain.demonstration.furnishing import Place
from app.models import User


def ask_for_changes(place: Place, calendar: Calendar, users: dict[str, User]) -> None:
    """Two wait for the IDM; one was declined with a word, which the teacher has not read yet."""
    act = replace(place.act, actor=users["teacher"])
    homeroom, other = place.lent["201"], place.fixed["LIB"][0]
    requests.ask(
        homeroom[3], "repair", act.at(calendar.ago(2, 9)), note="The E key sticks, and the lid is loose."
    )
    requests.ask(
        other,
        "move",
        act.at(calendar.ago(1, 11)),
        note="We need it for the science fair.",
        room=place.rooms["201"],
    )
    declined = requests.ask(
        homeroom[7], "reassign", act.at(calendar.ago(4, 9)), note="For the new student, please."
    )
    word = "She has one waiting for her in storage: send her to me with her badge."
    requests.decline(declined, word, place.act.at(calendar.ago(3, 13)))
