"""Whose list it is and where its rows go: one's own schools, whatever the file says. Policy: ORG-8."""

import pytest
from sqlalchemy import select

from app.db import begin_writing, db
from app.domain import access
from app.models import Site
from tests.conftest import Visits
from tests.district import District
from tests.importing.conftest import newest, upload


def test_nobody_imports_into_another_school(district: District, visit: Visits) -> None:
    """Policy: ORG-8. Neither by choosing it, nor by a file that names it, nor by finding the import."""
    ivy, lola = visit("ivy"), visit("lola")
    assert upload(ivy, "tag,model\nN1,300e\n", site=district.lincoln).status_code == 404
    upload(ivy, "tag,model,site_code\nN1,300e,8729\nN2,300e,8217\n", site="")
    # Ivy has one school, so all of her file goes there.
    assert (newest().accepted, str(newest().site)) == (2, "Marshall Middle")
    address = upload(lola, "tag,model\nB9,300e\n", site=district.lincoln).location
    assert ivy.get(address).status_code == 404
    assert ivy.post(f"{address}/run").status_code == 404
    assert "B9" not in ivy.get("/imports").text


def test_a_file_for_many_schools_goes_where_its_rows_say(district: District, visit: Visits) -> None:
    ian = visit("ian")
    rows = "tag,model,site_code,site_name\nN1,300e,8217,\nN2,300e,,lincoln high\nN3,300e,,Hope Street\nN4,300e,,\n"
    address = upload(ian, rows, site="").location
    assert "Hope Street (HOPE-STREET)" in ian.get(address).text
    ian.post(f"{address}/run")
    assert [district.asset(tag).site.code for tag in ("N1", "N2", "N3")] == ["8217", "8729", "HOPE-STREET"]
    assert newest().report["reasons"] == {"refused no_site": 1}
    assert visit("ivy").get(address).status_code == 404


def test_who_has_two_schools_brings_nothing_into_a_third(district: District, visit: Visits) -> None:
    begin_writing()
    access.grant(district.user("ivy"), "idm", site=district.site("9001"))
    db.session.commit()
    ivy = visit("ivy")
    rows = "tag,model,site_code\nN1,300e,8217\nN2,300e,9001\nN3,300e,8729\nN4,300e,NEW-SCHOOL\n"
    address = upload(ivy, rows, site="").location
    assert newest().report["reasons"] == {"refused site_not_yours": 2}
    ivy.post(f"{address}/run")
    assert newest().accepted == 2
    assert db.session.scalar(select(Site.id).where(Site.code == "NEW-SCHOOL")) is None


@pytest.mark.parametrize("name", ["fay", "tess", "paul", "tom", "ada", "rhea"])
def test_others_bring_no_lists_in(district: District, visit: Visits, name: str) -> None:
    visitor = visit(name)
    assert upload(visitor, "tag,model\nN1,300e\n").status_code == 403
    assert visitor.get("/imports").status_code == 403
