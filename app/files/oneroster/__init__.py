"""OneRoster bundles, 1.1 and 1.2, as their rows stand: a folder or a zip of CSV files.

    with open_bundle(path) as bundle:
        for record in bundle.users():
            record.line, record.row, record.remarks, record.refusal

Only the columns that a register of devices needs are read. A password never leaves the cell it stands in, and
neither the files of demographics, results and profiles nor any other of the standard are opened at all.
"""

from app.files.oneroster.bundle import Bundle, Note, open_bundle
from app.files.oneroster.parcel import BundleBomb, LockedBundle, NotABundle, UnsafeBundle
from app.files.oneroster.reasons import REASONS
from app.files.oneroster.records import USERS, Record
from app.files.oneroster.rows import ClassRow, EnrollmentRow, OrgRow, RoleRow, UserRow

__all__ = [
    "REASONS", "USERS", "Bundle", "BundleBomb", "ClassRow", "EnrollmentRow", "LockedBundle", "NotABundle", "Note",
    "OrgRow", "Record", "RoleRow", "UnsafeBundle", "UserRow", "open_bundle",
]  # fmt: skip
