"""Whoever watches over devices sees where management and register differ at their sites."""

import csv
import io
import re
from html import unescape
from io import BytesIO

import pytest
from markupsafe import escape
from sqlalchemy import event, func, select

from app.db import begin_writing, db
from app.domain import register
from app.models import ColumnMap, DeviceRecord, Import, Person
from tests.conftest import Visits
from tests.devices.conftest import LONG_AGO, SEEN, Hear, gam
from tests.district import District, Visitor

WRONG = "d1,PFA1030,ACTIVE,2026-10-14T16:00:00Z,stranger@students.test"


def read_out(text: str) -> str:
    """A page as it is read, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def uploaded(visitor: Visitor, content: str, name: str = "devices.csv", **form: str) -> str:
    answer = visitor.post(
        "/device-management/import", data={"file": (BytesIO(content.encode()), name), **form}
    )
    assert answer.status_code == 303, read_out(answer.text)
    return str(answer.location)


def test_each_kind_is_counted_listed_and_told_with_what_to_do_next(
    district: District, hear: Hear, sam: Person, visit: Visits
) -> None:
    hear(
        gam(WRONG, f"d2,PFA1001,ACTIVE,{LONG_AGO}", f"d3,NEW3,ACTIVE,{SEEN},,,,/Marshall Middle/Lab"),
        "--part",
    )
    ivy = visit("ivy")
    page = read_out(ivy.get("/device-management").text)
    assert "Used by somebody else The last user is not the one who has it checked out 1" in page
    assert "Not heard of lately" in page
    assert "Not in the register Managed, and the register knows no such device 1" in page
    wrong = read_out(ivy.get("/device-management?kind=wrong_user").text)
    assert "Ask who has it" in wrong
    assert "A1030" in wrong
    assert "used by stranger@students.test" in wrong
    assert "checked out to Sam Nguyen" in wrong
    unknown = ivy.get("/device-management?kind=unknown").text
    assert "/assets/new?serial=NEW3" in unknown
    assert 'value="NEW3"' in ivy.get("/assets/new?serial=NEW3&site=8217").text


def test_what_management_calls_a_model_is_taken_over(district: District, hear: Hear, visit: Visits) -> None:
    """Chosen where one model of the register is called so; else the words stand in the form for a new model."""
    rows = f"deviceId,serialNumber,status,lastSync,model\nd3,NEW3,ACTIVE,{SEEN},LENOVO  300e gen 4\n"
    hear(rows, "--part")
    ian, [record] = visit("ian"), db.session.scalars(select(DeviceRecord.uuid))
    chosen = f'value="{district.asset("A1001").model.uuid}" selected'
    for page in ("/device-management?kind=unknown&site=all", f"/device-management/{record}"):
        [to_form] = set(re.findall(r'href="(/assets/new\?[^"]+)"', ian.get(page).text))
        assert chosen in ian.get(unescape(to_form) + "&site=8217").text
    for maker, said in (("Lenovo Inc.", "300e Gen 4"), ("", "82w3")):
        told = {"site": "8217", "maker": maker, "model_name": said}
        assert chosen in ian.get("/assets/new", query_string=told).text
    for maker, said in (("HP", "300e Gen 4"), ("Lenovo", "300e"), ("", "'\U0001f642" * 999), ("Lenovo", "")):
        told = {"site": "8217", "maker": maker, "model_name": said}
        form = ian.get("/assets/new", query_string=told).text
        assert chosen not in form
        assert f'value="{escape(said)}"' in form


def test_what_is_no_sites_is_the_districts_and_nobody_sees_anothers(
    district: District, hear: Hear, visit: Visits
) -> None:
    hear(
        gam(
            f"d1,PFB2001,ACTIVE,{LONG_AGO}", f"d2,STRAY,ACTIVE,{SEEN}",
            f"d3,UNIT,ACTIVE,{SEEN},,,,/Schools/Lincoln High",
        ),
        "--part",
    )  # fmt: skip
    seen = {
        who: {
            key
            for key in ("PFB2001", "STRAY", "UNIT")
            if key in visit(who).get("/device-management.csv?site=all").text
        }
        for who in ("ivy", "lola", "ian", "leo")
    }
    assert seen == {
        "ivy": set(),
        "lola": {"PFB2001", "UNIT"},
        "ian": {"PFB2001", "STRAY", "UNIT"},
        "leo": set(),
    }
    for key in ("d1", "d2", "d3"):
        uuid = db.session.scalar(select(DeviceRecord.uuid).where(DeviceRecord.key == key))
        assert visit("ivy").get(f"/device-management/{uuid}").status_code == 404
        assert visit("ivy").get(f"/device-management?kind=all&after={uuid}").status_code == 404
    assert "PFB2001" not in visit("ivy").get("/device-management?q=PFB2001").text.replace(
        'value="PFB2001"', ""
    )
    assert visit("ivy").get("/device-management?site=8729").status_code == 404


@pytest.mark.parametrize(
    "text",
    ["PFA1001", "pfa1001", "02:fc:e5:79:96:01", "02fce5799601", "ana@x.test", "A1001", "1S82W30001USPFA1001"],
)
def test_any_code_or_account_says_which_device_where_and_whose(
    district: District, hear: Hear, visit: Visits, text: str
) -> None:
    """For any account or network address: which device, where, who, active or not. Policy: PLN-5."""
    hear(gam(f"d1,PFA1001,ACTIVE,{SEEN},ana@x.test,02fce5799601"))
    found = read_out(visit("ivy").get("/device-management", query_string={"q": text}).text)
    assert "1 record" in found
    assert "A1001" in found
    assert "Room 204" in found


def test_a_code_that_no_management_knows_still_finds_the_register(
    district: District, hear: Hear, visit: Visits
) -> None:
    found = read_out(visit("ivy").get("/device-management?q=A1002").text)
    assert "In the register, and in no management 1 A1002" in found
    hear(gam(f"d1,PFA1001,ACTIVE,{SEEN}"))
    for strange in ("%", "_", "\\", "'", "x" * 5000, "<b>", "=1+1", "🙂", " "):
        assert visit("ivy").get("/device-management", query_string={"q": strange}).status_code == 200


def test_an_export_is_uploaded_looked_through_and_then_taken_in(district: District, visit: Visits) -> None:
    ivy = visit("ivy")
    export = gam(f"d1,PFA1001,ACTIVE,{SEEN}", f"d2,NEW,ACTIVE,{SEEN}", f"d3,PFB2001,ACTIVE,{SEEN}")
    address = uploaded(ivy, export)
    page = read_out(ivy.get(address).text)
    assert "2 of 3 devices can be taken in" in page
    assert "Known by their serial number 1" in page
    assert "Not in the register 1" in page
    assert "Read as an export of Google" in page
    assert "PFB2001 is not a device of a school you look after" in page
    assert db.session.scalar(select(func.count()).select_from(DeviceRecord)) == 0
    assert ivy.post(f"{address}/run").status_code == 303
    assert "2 of 3 devices are taken in" in read_out(ivy.get(address).text)
    assert ivy.post(f"{address}/run").status_code in (303, 409)
    assert {r.serial for r in db.session.scalars(select(DeviceRecord))} == {"PFA1001", "NEW"}
    assert "NEW" in ivy.get("/device-management?kind=unknown").text
    refused = list(csv.reader(io.StringIO(ivy.get(f"{address}/refused.csv").text.lstrip("\ufeff"))))
    assert [row[1] for row in refused] == ["serialNumber", "PFB2001"]


def test_a_list_nobody_knows_is_explained_once(district: District, visit: Visits) -> None:
    ivy, export = visit("ivy"), "Kiste,Zuletzt,Wer\nPFA1001,14.10.2026 08:00,ana@x.test\n"
    address = uploaded(ivy, export)
    assert "What do its columns mean?" in ivy.get(address).text
    wrong = ivy.post(f"{address}/columns", data={"column-0": "", "column-1": "last_seen_at", "column-2": ""})
    assert wrong.status_code == 422
    said = {"column-0": "serial", "column-1": "last_seen_at", "column-2": "recent_users"}
    assert ivy.post(f"{address}/columns", data=said).status_code == 303
    assert "1 of 1 device can be taken in" in read_out(ivy.get(address).text)
    again = uploaded(ivy, export)
    assert "1 of 1 device can be taken in" in read_out(ivy.get(again).text)
    assert db.session.scalars(select(ColumnMap.signature)).one().startswith("devices:")
    assert "What do its columns mean?" in ivy.get(_as_assets(ivy, export)).text, "assets are another thing"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"value": [{'),
        ("a.json", '{"x": 1}'),
        ("a.csv", ""),
        ("a.zip", "PK\x03\x04"),
        ("a.csv", "\x89PNG"),
    ],
)
def test_what_is_no_export_is_not_kept(district: District, visit: Visits, name: str, content: str) -> None:
    data = {"file": (BytesIO(content.encode("latin-1")), name)}
    answer = visit("ivy").post("/device-management/import", data=data)
    assert answer.status_code == 422
    assert "Nothing of it was kept" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Import)) == 0


def test_names_out_of_an_export_stay_text(district: District, hear: Hear, visit: Visits) -> None:
    hear(
        gam(
            f"d1,PFA1001,ACTIVE,{SEEN},<script>alert(1)</script>",
            f"d2,=HYPERLINK(1),ACTIVE,{LONG_AGO},,,,/<b>x",
        )
    )
    ian = visit("ian")
    for address in ("/device-management?kind=all&site=all", "/device-management?kind=unknown&site=all"):
        page = ian.get(address).text
        assert "<script>alert" not in page
    rows = list(csv.reader(io.StringIO(ian.get("/device-management.csv?site=all").text.lstrip("\ufeff"))))
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_the_pages_ask_a_bounded_number_of_questions(district: District, hear: Hear, visit: Visits) -> None:
    tags = [f"A{n}" for n in (1001, 1002, 1003, 1004, 1005, 1006, 1007, 1011, 1012)]
    hear(gam(*(f"d{tag},PF{tag},ACTIVE,{LONG_AGO},u{tag}@x.test" for tag in tags)))
    ivy = visit("ivy")
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    for address, most in (
        ("/device-management", 24), ("/device-management?kind=silent", 12), ("/device-management?kind=all", 12),
        ("/device-management?q=PFA1001", 26),
    ):  # fmt: skip
        asked.clear()
        assert ivy.get(address).status_code == 200
        assert len(asked) <= most, (address, len(asked), asked)


def test_a_count_shows_the_sign_of_life_and_still_misses_the_device(
    district: District, hear: Hear, visit: Visits
) -> None:
    hear(gam(f"d1,PFA1001,ACTIVE,{SEEN}", "d2,PFA1002,ACTIVE,2026-05-01T00:00:00Z"))
    tess, room = visit("tess"), district.room("204")
    page = read_out(tess.get(f"/rooms/{room.uuid}/count").text)
    assert page.count("Active today (Google)") == 1
    assert "To find" in page
    asset = read_out(visit("ivy").get(f"/assets/{district.asset('A1001').uuid}").text)
    assert "Last seen by management today Google" in asset


def _as_assets(visitor: Visitor, content: str) -> str:
    data = {"site": "8217", "file": (BytesIO(content.encode()), "list.csv")}
    return str(visitor.post("/imports", data=data).location)


def test_what_is_registered_from_the_list_leaves_it_at_once(
    district: District, hear: Hear, visit: Visits
) -> None:
    hear(gam(f"d1,NEW1,ACTIVE,{SEEN},,02fce5799601,,/Marshall Middle"), "--part")
    ivy, model = visit("ivy"), district.asset("A1001").model
    assert "NEW1" in ivy.get("/device-management?kind=unknown").text
    begin_writing()
    added = register.register(
        district.site("8217"), room=None, model=model, act=district.act(), serial="NEW1"
    )
    db.session.commit()
    assert "None of these is open" in ivy.get("/device-management?kind=unknown").text
    assert "Last seen by management" in ivy.get(f"/assets/{added.uuid}").text
