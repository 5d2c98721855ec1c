"""Who was lent which ECF device, from when to when, and what is missing, as a table. Policy: LAW-1, LAW-2, DIS-4."""

import csv
import io

from app.db import db
from app.domain import custody, losses, register
from app.domain.custody import desk
from app.models import FundingSource
from tests.asking import questions
from tests.conftest import FixedClock, Visits
from tests.custody.desk import other_student, sam
from tests.district import District, Visitor
from tests.phones import at_a_desk


def test_every_loan_and_every_loss_is_a_row(
    visit: Visits, district: District, fixed_clock: FixedClock
) -> None:
    """A loan out of which a device was lost has no return; one undone never was; one never lent is told, too."""
    otto = other_student(district)
    lend_ecf(district)
    with at_a_desk():
        custody.check_out(district.asset("A1001"), sam(), district.act())
        custody.check_out(district.asset("A1002"), otto, district.act())
        custody.check_out(district.asset("A1003"), otto, district.act())
    fixed_clock.pass_time(hours=48)
    with at_a_desk():
        desk.check_in(district.asset("A1001"), district.room("STO"), district.act())
        losses.report(district.asset("A1002"), "stolen", district.act(), numbers={"police_report": "=26-1"})
    told = rows(visit("ivy"))
    assert [[row[name] for name in ("tag", "person", "loaned_on", "returned_on", "missing_on")] for row in told] == [
        ["A1001", "Sam Nguyen", "2026-10-14", "2026-10-16", ""],
        ["A1002", "Otto Oddly", "2026-10-14", "", "2026-10-16"],
        ["A1003", "Otto Oddly", "2026-10-14", "", ""],
        ["A1004", "", "", "", ""],
    ]  # fmt: skip
    assert {(row["funding_source"], row["fain"], row["site_code"]) for row in told} == {
        ("Emergency Connectivity Fund", "ECF-26-0042", "8217")
    }
    assert (told[1]["missing_how"], told[1]["police_report"], told[0]["state"]) == (
        "stolen", "'=26-1", "returned_to_its",
    )  # fmt: skip
    with at_a_desk():
        losses.find(district.asset("A1002"), district.room("204"), district.act("ian"))
    assert rows(visit("ian"))[1]["found_on"] == "2026-10-16"


def test_who_reads_no_names_is_told_the_days_alone(visit: Visits, district: District) -> None:
    """Policy: ORG-8."""
    lend_ecf(district)
    with at_a_desk():
        custody.check_out(district.asset("A1001"), sam(), district.act())
    ada = rows(visit("ada"))
    assert (ada[0]["loaned_on"], ada[0]["person"], ada[0]["person_number"]) == ("2026-10-14", "", "")
    assert rows(visit("lola")) == []
    assert visit("lola").get("/loans.csv?site=8217").status_code == 404
    assert visit("tess").get("/loans.csv").status_code == 403
    ivy = visit("ivy")
    few = len(questions(ivy, "/loans.csv"))
    with at_a_desk():
        custody.check_out(district.asset("A1002"), sam(), district.act())
    assert len(questions(ivy, "/loans.csv")) == few
    assert "/loans.csv" in ivy.get("/more").text


def lend_ecf(district: District) -> None:
    """A1001 to A1004 were bought by the fund, and the site may lend them."""
    with at_a_desk():
        fund = FundingSource(name="Emergency Connectivity Fund", fain="ECF-26-0042")
        db.session.add(fund)
        db.session.flush()
        for number in range(1001, 1005):
            register.correct(
                district.asset(f"A{number}"),
                district.act("ian"),
                managed_by="its",
                ecf=True,
                funding_source_id=fund.id,
            )


def rows(visitor: Visitor) -> list[dict[str, str]]:
    answer = visitor.get("/loans.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
