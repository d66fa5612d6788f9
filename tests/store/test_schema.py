"""Migrations make what the code means, constraints hold, and older registers are brought along."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import exc, insert, select

from kmss_dpo.domain.cases import CaseDetails, CaseKind, Channel
from kmss_dpo.domain.contacts import ContactDetails, Reach
from kmss_dpo.domain.errors import Trouble
from kmss_dpo.domain.ids import CaseId, DocumentId
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.services.unlocking import Unlocking
from kmss_dpo.session import Session
from kmss_dpo.store import backups, documents, items, schema, tables
from kmss_dpo.store.register import Register

PASSPHRASE = b"seven quiet otters paddle north"
DAY = date(2026, 11, 20)


def is_of_the_index(name: str | None) -> bool:
    return str(name).startswith("search")


def test_what_the_migrations_make_is_what_the_code_means(register: Register) -> None:
    def is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and is_of_the_index(name))

    with register.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_ours}
        )
        assert compare_metadata(context, tables.metadata) == []
        present = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema").all()
    made = {name: sql for name, sql in present if sql and not is_of_the_index(name)}
    for table in tables.metadata.sorted_tables:
        for constraint in table.constraints:
            if constraint.name and str(constraint.name).startswith("ck_"):
                assert str(constraint.name) in made[table.name], constraint.name
        assert ("AUTOINCREMENT" in made[table.name]) is bool(table.dialect_options["sqlite"]["autoincrement"])


def test_ids_of_records_are_never_used_again() -> None:
    recycled = {
        table.name
        for table, (_, column) in tables.PART_OF.items()
        if column == "id" and not table.dialect_options["sqlite"]["autoincrement"]
    }
    # Nothing erases one of these: a rule, a day or a setting is changed, never removed. A line of statistics
    # is erased, but never from a kept backup, in which its number might be another's.
    assert recycled == {"retention_rules", "officer_holidays", "settings", "case_statistics"}


def test_the_newest_version_is_the_newest_script() -> None:
    scripts = sorted((schema.SCRIPTS / "versions").glob("v*.py"))
    assert scripts[-1].name.startswith(f"v{schema.NEWEST}_")


CONTACT = {"version": 1, "name": "A", "sort_name": "a", "kind": "person"}
CASE = {
    "version": 1,
    "reference": "SAR-2026-0001",
    "kind": "access",
    "status": "open",
    "channel": "email",
    "received_on": DAY,
    "special_category": False,
    "clock_state": "running",
}
REACH = {"contact_id": 1, "way": "email", "position": 0, "value": "v", "recognised_by": "v", "safe": True}
KEPT = {"case_id": 1, "version": 1, "until": DAY, "reason": "r", "decided_by": 1, "decided_on": DAY}
SENT = {"case_id": 1, "version": 1, "direction": "in", "channel": "email", "on_day": DAY, "subject": "s"}
LETTER = {"case_id": 1, "version": 1, "template": "t", "title": "t", "draft": {}, "dated_on": DAY}
OWN_DAY = {"version": 1, "nation": "scotland", "day": DAY, "name": "n", "closed": True}
ON_CASE = {"case_id": 1, "at": "a", "author": 1}
LINK = {"case_id": 1, "other_id": 1, "relation": "same message"}
TICK = ON_CASE | {"item": "i"}
HOLD = {"version": 1, "case_id": 1, "reason": "r", "placed_by": 1, "placed_on": DAY, "review_on": DAY}
NOTE = {"case_id": 1, "version": 1, "at": "a", "author": 1, "text": "t"}

REFUSED = {
    "a contact of no kind": ("contacts", CONTACT | {"kind": "robot"}),
    "a contact without a name": ("contacts", CONTACT | {"name": None}),
    "a way that is none": ("reaches", REACH | {"way": "pigeon"}),
    "a way to nobody": ("reaches", REACH | {"contact_id": 99}),
    "a status that is none": ("cases", CASE | {"reference": "X", "status": "lost"}),
    "closed without an outcome": ("cases", CASE | {"reference": "X", "status": "closed"}),
    "an outcome while open": ("cases", CASE | {"reference": "X", "outcome": "answered"}),
    "voided without a reason": ("cases", CASE | {"reference": "X", "status": "voided"}),
    "a reference used twice": ("cases", CASE),
    "a requester who is not there": ("cases", CASE | {"reference": "X", "requester_id": 99}),
    "a note on no case": ("notes", NOTE | {"case_id": 99}),
    "a note by nobody": ("notes", NOTE | {"author": 99}),
    "a direction that is none": ("correspondence", SENT | {"direction": "up"}),
    "a message with a letter that is not there": ("correspondence", SENT | {"letter_id": 99}),
    "a filed letter without its hash": ("letters", LETTER | {"filed_at": "2026-11-20"}),
    "a hash without filing": ("letters", LETTER | {"sha256": "0"}),
    "keeping without a reason": ("keep_decisions", KEPT | {"reason": ""}),
    "one day twice": ("officer_holidays", OWN_DAY),
    "one setting twice": ("settings", {"version": 1, "name": "first run finished", "value": 1}),
    "one content twice": ("contents", {"sha256": "0", "content": b""}),
    "a hold on nothing": ("holds", HOLD | {"case_id": None}),
    "a hold on two things": ("holds", HOLD | {"contact_id": 1}),
    "a hold without a reason": ("holds", HOLD | {"reason": ""}),
    "a hold released without a reason": ("holds", HOLD | {"released_on": DAY}),
    "a correction without a reason": ("clock_corrections", ON_CASE | {"reason": "", "corrected": "c"}),
    "a case linked twice with another": ("case_links", LINK),
    "an item ticked twice": ("checklist_ticks", TICK),
    "an entry by nobody": ("audit", {"at": "a", "actor_id": 99, "action": "x", "chained": b""}),
}


TWICE = {"case_links", "checklist_ticks", "contents"}


@pytest.mark.parametrize("what", REFUSED)
def test_the_file_itself_refuses(register: Register, what: str) -> None:
    name, row = REFUSED[what]

    def put() -> None:
        with register.writing_lane.transaction() as connection:
            connection.execute(insert(tables.contacts), CONTACT)
            connection.execute(insert(tables.cases), CASE)
            connection.execute(insert(tables.officer_holidays), OWN_DAY)
            if name in TWICE:
                connection.execute(insert(tables.metadata.tables[name]), row)
            connection.execute(insert(tables.metadata.tables[name]), row)

    with pytest.raises(exc.IntegrityError) as refused:
        put()
    assert "Ann" not in str(refused.value)
    with register.reading() as connection:
        assert connection.execute(select(tables.cases)).all() == []


def test_refusals_of_the_file_never_repeat_what_was_written(register: Register) -> None:
    def put() -> None:
        with register.writing_lane.transaction() as connection:
            connection.execute(insert(tables.contacts), CONTACT | {"name": "Marker", "kind": "Marker"})

    with pytest.raises(exc.IntegrityError) as refused:
        put()
    assert "Marker" not in str(refused.value)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program whose next version rebuilds the contacts table, the parent of others."""
    scripts = Path(shutil.copytree(schema.SCRIPTS, tmp_path / "100% new" / "migrations"))
    (scripts / "versions" / "v9999_nicknames.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{schema.NEWEST}"


def upgrade():
    with op.batch_alter_table("contacts", recreate="always") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default="none yet"))
""",
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "NEWEST", "9999")
    yield scripts
    monkeypatch.undo()


def filled(session: Session) -> None:
    person = session.contacts.add(ContactDetails("Ann Example", emails=(Reach("ann@example.org"),)))
    session.cases.open_case(CaseDetails(CaseKind.ACCESS, DAY, Channel.EMAIL, person))
    session.close()


def stands_at(register: Register) -> str:
    with register.reading() as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


@pytest.fixture
def older(session: Session) -> None:
    """A register with something in it, closed by this version."""
    filled(session)


@pytest.mark.usefixtures("older")
def test_an_older_register_is_brought_up_to_date_after_a_backup_that_opens(
    unlocking: Unlocking, folder: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert next_version.exists()
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    assert stands_at(opened.register) == "9999"
    with opened.register.reading() as connection:
        assert connection.exec_driver_sql("SELECT nickname FROM contacts").scalars().all() == ["none yet"]
        assert connection.exec_driver_sql("SELECT value FROM reaches").scalars().all() == ["ann@example.org"]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with opened.register.writing_lane.outside_transactions() as bare:
        assert bare.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    opened.close()
    (backup,) = backups.kept(folder)
    monkeypatch.undo()
    before = unlocking.with_passphrase(backup, bytearray(PASSPHRASE))
    assert stands_at(before.register) == schema.NEWEST
    before.close()


@pytest.mark.usefixtures("older")
def test_a_step_that_fails_leaves_the_register_as_it_was(
    unlocking: Unlocking, folder: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = next_version / "versions" / "v9999_nicknames.py"
    script.write_text(script.read_text() + "    op.execute('DELETE FROM contacts')\n")
    for _ in range(2):
        with pytest.raises(Trouble, match="could not be brought up to date; it is as it was"):
            unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    assert len(backups.kept(folder)) == 1, "one is enough however often it is tried"
    monkeypatch.undo()
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    assert stands_at(opened.register) == schema.NEWEST
    with opened.register.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM contacts").scalars().all() == ["Ann Example"]
    opened.close()


@pytest.mark.usefixtures("older")
def test_an_older_register_whose_backup_fails_is_not_touched(
    unlocking: Unlocking, folder: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert next_version.exists()
    (folder / "backups").write_text("in the way")
    with pytest.raises(Trouble):
        unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    monkeypatch.undo()
    opened = unlocking.with_passphrase(folder, bytearray(PASSPHRASE))
    assert stands_at(opened.register) == schema.NEWEST
    opened.close()


def test_a_file_without_tables_gets_them(unlocking: Unlocking, tmp_path: Path, clock: Any) -> None:
    passphrase = bytearray(PASSPHRASE)
    opened, _recovery = unlocking.create(tmp_path / "new", "New", "Robin Hale", passphrase)
    assert stands_at(opened.register) == schema.NEWEST
    assert backups.kept(tmp_path / "new") == []
    assert Session(opened, clock).today.health().broken_at is None
    opened.close()


OLD_DOCUMENT = (
    "INSERT INTO documents (version, case_id, name, media_type, size, sha256, added_at)"
    " VALUES (1, 1, 'a', 'text/plain', 4, ?, 'then')"
)


def filled_as_it_was(register: Register) -> None:
    """One case of each kind that matters, and one document twice, in the tables of the first version."""
    with register.writing_lane.transaction() as connection:
        for number, (kind, acknowledged, answered) in enumerate(AS_IT_WAS):
            connection.exec_driver_sql(
                "INSERT INTO cases (version, reference, old_reference, kind, status, channel, received_on,"
                " taken_by, summary, for_customer, special_category, closing_reason, void_reason,"
                " clock_state, acknowledged_on, answered_on) VALUES"
                " (1, ?, '', ?, 'open', 'email', '2026-11-20', '', '', '', 0, '', '', 'running', ?, ?)",
                (f"X-{number}", kind, acknowledged, answered),
            )
        for document in (1, 2):
            connection.exec_driver_sql(OLD_DOCUMENT, ("same",))
            connection.exec_driver_sql("INSERT INTO document_contents VALUES (?, ?)", (document, b"text"))


AS_IT_WAS = {
    ("access", None, None): "receive",
    ("access", None, "2026-11-21"): "close",
    ("complaint", None, None): "route",
    ("complaint", "2026-11-21", None): "investigate",
    ("marketing objection", None, None): "stop",
    ("demo enquiry", None, None): "deal",
}


def check_as_it_was(register: Register) -> None:
    """Each of those cases is on its way, and the document is there, its content once."""
    with register.reading() as connection:
        stages = connection.scalars(select(tables.cases.c.stage).order_by(tables.cases.c.id)).all()
        assert stages == list(AS_IT_WAS.values())
        assert [documents.content(connection, DocumentId(each)) for each in (1, 2)] == [b"text", b"text"]
        assert len(connection.execute(select(tables.contents)).all()) == 1


def version_of_before(newest: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this the program of before: no script after this one is known."""
    scripts = Path(shutil.copytree(schema.SCRIPTS, tmp_path / "before"))
    for later in (scripts / "versions").glob("v*.py"):
        if later.name[1:5] > newest:
            later.unlink()
    monkeypatch.setattr(schema, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "NEWEST", newest)


def test_a_register_of_the_first_version_keeps_its_documents_once_and_its_cases_on_their_way(
    unlocking: Unlocking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version_of_before("0001", tmp_path, monkeypatch)
    opened, _recovery = unlocking.create(tmp_path / "old", "Old", "Robin Hale", bytearray(PASSPHRASE))
    filled_as_it_was(opened.register)
    opened.close()
    monkeypatch.undo()
    opened = unlocking.with_passphrase(tmp_path / "old", bytearray(PASSPHRASE))
    assert stands_at(opened.register) == schema.NEWEST
    check_as_it_was(opened.register)
    opened.close()


def test_recipients_that_were_noted_before_they_could_be_contacts_are_kept_by_their_name(
    unlocking: Unlocking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version_of_before("0002", tmp_path, monkeypatch)
    opened, _recovery = unlocking.create(tmp_path / "old", "Old", "Robin Hale", bytearray(PASSPHRASE))
    with opened.register.writing_lane.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO cases (version, reference, old_reference, kind, status, channel, received_on,"
            " taken_by, summary, for_customer, special_category, closing_reason, void_reason, clock_state)"
            " VALUES (1, 'X', '', 'access', 'open', 'email', '2026-11-20', '', '', '', 0, '', '', 'running')"
        )
        connection.exec_driver_sql(
            "INSERT INTO recipients (version, case_id, name, what, why_not) VALUES (1, 1, 'Ltd', '', '')"
        )
    opened.close()
    monkeypatch.undo()
    opened = unlocking.with_passphrase(tmp_path / "old", bytearray(PASSPHRASE))
    with opened.register.reading() as connection:
        [kept] = items.of_case(connection, CaseId(1), Recipient)
    assert kept.item == Recipient("Ltd")
    opened.close()


def with_a_rule_and_a_disposal(register: Register) -> None:
    """In the tables of the version before they had stages."""
    with register.writing_lane.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO retention_rules (version, code, covers, purpose, basis, trigger, action, reason)"
            " VALUES (1, 'request', 'c', 'p', 'b', 'closed', 'erase', 'r')"
        )
        connection.exec_driver_sql(
            "INSERT INTO disposals (version, at, rule, trigger, record_class, records, parts, approved_by,"
            " method, backups) VALUES (1, '2026-11-20', 'request', 'closed', 'access', 3, '{}', 1, 'm', 'b')"
        )


def check_the_rule_and_the_disposal(register: Register) -> None:
    with register.reading() as connection:
        rule = connection.execute(select(tables.retention_rules)).one()
        disposal = connection.execute(select(tables.disposals)).one()
    assert (rule.owner, rule.reviewer, rule.approved_by, rule.next_review) == ("", "", None, None)
    assert (disposal.records, disposal.action, disposal.stage) == (3, "erase", "")
    assert (disposal.held, disposal.failures) == (0, 0)


def test_rules_and_disposals_of_before_are_kept_and_say_no_more_than_they_did(
    unlocking: Unlocking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version_of_before("0003", tmp_path, monkeypatch)
    opened, _recovery = unlocking.create(tmp_path / "old", "Old", "Robin Hale", bytearray(PASSPHRASE))
    with_a_rule_and_a_disposal(opened.register)
    opened.close()
    monkeypatch.undo()
    opened = unlocking.with_passphrase(tmp_path / "old", bytearray(PASSPHRASE))
    check_the_rule_and_the_disposal(opened.register)
    opened.close()
