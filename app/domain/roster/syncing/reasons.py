"""Every reason for which a row of a roster is warned of or left out once it could be read, and what it means."""

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # Refused.
        "no_such_site": "No site has the code {identifier} or is called “{value}”.",
        "site_unknown": "It is not known which site “{value}” is.",
        "site_ambiguous": "More than one site is called “{value}”; give its code.",
        "site_not_yours": "“{value}” is not a school you look after.",
        "site_closed": "{value} is closed.",
        "no_org": "The row names no organization, so it is not known of which school this is.",
        "no_role": "Nothing says whether this is a student, staff or a guardian.",
        "role_unknown": "Nobody knows the role “{value}”.",
        "no_name": "The row has no name.",
        "no_title": "The class has no title.",
        "class_unknown": "No class has the sourcedId {value}.",
        "class_not_yours": "“{value}” is a class of a school you do not look after.",
        "class_ended": "“{value}” is no more.",
        "person_unknown": "Nobody has the sourcedId {value}.",
        "person_has_left": "{value} has left.",
        "enrolled_twice": "The same person is in “{value}” already, in the same role.",
        "not_taken": "The database could not keep this.",
        # Warned of.
        "role_over": "The role ended on {value} and counts no more; whoever has no other is not here.",
        "role_not_kept": "The role “{value}” in a class is not kept.",
        "number_taken": "Somebody else has the number {value}; it was left out.",
        "agent_unknown": "Nobody has the sourcedId {value}, so no guardian was noted.",
        "agent_is_no_guardian": "{value} is not a guardian, so none was noted.",
        "room_unknown": "No room of the school, or more than one, is called “{value}”.",
        "learner_is_staff": "{value} is staff, and learns in this class.",
        "many_leave": "{count} of {present} people are not named and would leave: is the bundle whole?",
    }
)
