"""The words for what a roster says by name: why a bundle or a row is not taken, and what changes by it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from app.routes.importing.words import OF_FILES, of_file, of_row

_l = lazy_gettext

OF_BUNDLES: dict[str, LazyString] = {
    "bundle_bomb": _l("The zip becomes far too large when it is opened. Nothing of it was read."),
    "locked_bundle": _l("The zip opens with a password only. Make one without."),
    "not_a_bundle": _l("This is no OneRoster bundle. Choose the zip, or all of its CSV files at once."),
    "rows_refused": _l(
        "All of it was to be taken or nothing, and %(count)s rows are refused. Nothing was changed."
    ),
    "unsafe_bundle": _l("The zip has a name that leads out of it: %(name)s. Nothing of it was read."),
}

OF_ROWS: dict[str, LazyString] = {
    "agent_is_no_guardian": _l("%(value)s is not a guardian, so none was noted."),
    "agent_unknown": _l("Nobody has the sourcedId %(value)s, so no guardian was noted."),
    "class_ended": _l("The class %(value)s is no more."),
    "class_not_yours": _l("%(value)s is a class of a school you do not look after."),
    "class_unknown": _l("No class has the sourcedId %(value)s."),
    "columns_missing": _l("The heading lacks %(columns)s, so nothing of this file is taken."),
    "ends_before_it_begins": _l("The end, %(value)s, lies before the beginning; it was left out."),
    "enrolled_twice": _l("The same person is in %(value)s already, in the same role."),
    "file_missing": _l("The manifest promises this file, and it is not there."),
    "id_repeated": _l("The sourcedId %(value)s is already on line %(first_line)s."),
    "learner_is_staff": _l("%(value)s is staff, and learns in this class."),
    "many_leave": _l("Not named, and so leaving: %(count)s of %(present)s people. Is the bundle whole?"),
    "no_id": _l("The row has no sourcedId."),
    "no_manifest": _l("There is no manifest: every file is taken as all there is."),
    "no_name": _l("The row has no name."),
    "no_org": _l("The row names no organization, so it is not known of which school this is."),
    "no_role": _l("Nothing says whether this is a student, staff or a guardian."),
    "no_such_site": _l("No school has the code %(identifier)s or is called “%(value)s”."),
    "no_title": _l("The class has no title."),
    "number_taken": _l("Somebody else has the number %(value)s; it was left out."),
    "person_has_left": _l("%(value)s has left."),
    "person_unknown": _l("Nobody has the sourcedId %(value)s."),
    "role_not_kept": _l("The role “%(value)s” in a class is not kept."),
    "role_over": _l("The role ended on %(value)s and counts no more; whoever has no other is not here."),
    "role_unknown": _l("Nobody knows the role “%(value)s”."),
    "room_unknown": _l("No room of the school, or more than one, is called “%(value)s”."),
    "said_to_be_absent": _l("The manifest says that this file is absent, so it is not read."),
    "site_unknown": _l("It is not known which school “%(value)s” is."),
    "unknown_status": _l("“%(value)s” is no status of the standard; the row is taken as active."),
    "unknown_version": _l("OneRoster %(value)s is not known here; it is read as far as it is like 1.1 and 1.2."),
    "value_too_long": _l("A value has more than %(limit)s characters."),
}  # fmt: skip

# What changes, in the order in which people want to know it; what is about devices last.
CHANGES: dict[str, LazyString] = {
    "new_students": _l("New students"),
    "new_staff": _l("New staff"),
    "left": _l("Leave"),
    "returned": _l("Return"),
    "moved": _l("Change school"),
    "corrected": _l("Other changes of people"),
    "homerooms": _l("New homeroom"),
    "new_classes": _l("New classes"),
    "corrected_classes": _l("Changed classes"),
    "ended_classes": _l("Classes that end"),
    "new_enrollments": _l("New enrollments"),
    "corrected_enrollments": _l("Changed enrollments"),
    "dropped_enrollments": _l("Enrollments that end"),
    "new_guardians": _l("New guardians"),
    "corrected_guardians": _l("Changed guardians"),
    "gone_guardians": _l("Guardians no more"),
    "new_guardianships": _l("Students with a further guardian"),
    "ended_guardianships": _l("Students with a guardian less"),
    "orgs": _l("Organizations recognized"),
    "to_collect": _l("More on the collection list"),
    "keep_devices": _l("Off the collection list"),
}

WHYS: dict[str, LazyString] = {
    "left": _l("Has left"),
    "transferred": _l("Changed school"),
    "graduated": _l("Graduated"),
    "programme": _l("Has a device from a program"),
}

FILES: dict[str, LazyString] = {
    "orgs": _l("schools"),
    "users": _l("people"),
    "roles": _l("roles"),
    "classes": _l("classes"),
    "enrollments": _l("enrollments"),
}


def of_bundle(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a bundle is not taken, or the work on it ended."""
    if reason in OF_BUNDLES:
        return str(OF_BUNDLES[reason]) % facts
    return of_file(reason, facts) if reason in OF_FILES else ""


def of_line(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a row of a roster was refused or warned of."""
    if reason in OF_ROWS:
        return str(OF_ROWS[reason]) % facts
    return of_row(reason, facts)
