"""Who is meant in the table of who may do what: sets of roles, each by what they have to do with."""

ANYONE = frozenset({"anyone"})
SIGNED_IN = frozenset({"its", "region", "principal", "idm", "teacher", "finance", "technician", "auditor"})
# To whom all that waits at a site matters; a teacher is told of what is theirs. Policy: CUS-7.
OVERSEE = SIGNED_IN - {"teacher"}
COUNT = frozenset({"its", "idm", "teacher", "technician"})
CHANGE = frozenset({"its", "idm"})
REPORT = frozenset({"its", "region", "principal", "idm", "auditor"})
PRINT = frozenset({"its", "idm", "technician"})
CHECK_OUT = frozenset({"its", "idm", "technician"})
# Who follows what travels, and who hears of what is lost.
FOLLOW = frozenset({"its", "region", "principal", "idm", "technician", "auditor"})
# The numbers of a loss, and the word with school police, are the administrator's too. Policy: LOSS-2.
TELL = frozenset({"its", "principal", "idm"})
NAMES = frozenset({"its", "principal", "idm", "teacher", "finance"})
OFFSITE = frozenset({"its", "principal", "idm", "teacher"})
ASK_OFFSITE = frozenset({"its", "idm", "teacher"})
SITE_ADMINISTRATOR = frozenset({"principal"})
ASK = frozenset({"its", "principal", "idm", "teacher", "finance", "technician"})
STOCK = frozenset({"its", "principal", "idm", "technician"})
RECEIVE = frozenset({"its", "idm", "technician"})
DELIVERIES = SIGNED_IN - {"teacher"}
PHONES = frozenset({"its", "region", "idm"})
MANAGEMENT = frozenset({"its", "region", "principal", "idm", "technician", "auditor"})
ITS = frozenset({"its"})
WATCH = frozenset({"its", "region", "auditor"})
# A second person may look at what was drawn, whatever their work. Policy: LAW-4.
SPOT_CHECK = SIGNED_IN - {"region", "auditor"}
SITE_DECIDES = frozenset({"its", "principal", "idm"})
# The administrator of a site names its inventory device managers. Policy: ORG-2.
NAME_IDMS = frozenset({"its", "principal"})
# Who answers for a site's records, and may see who looked at its students.
ACCESS_LOG = frozenset({"its", "principal"})
