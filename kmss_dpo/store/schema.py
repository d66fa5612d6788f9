"""Brings a register's tables to the version that this program knows, and refuses one that is newer."""

from pathlib import Path

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select, update

from kmss_dpo.domain.errors import Trouble
from kmss_dpo.store.lanes import Lane

# The newest migration; compared without loading the migration library, which takes longer than opening.
NEWEST = "0004"
# A table to SQLAlchemy, so that a backup's own is asked where a backup is looked into.
_SEQUENCES = Table("sqlite_sequence", MetaData(), Column("name", Text), Column("seq", Integer))
SCRIPTS = Path(__file__).parent / "migrations"


class NewerRegister(Trouble):
    """The register was changed by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "This register was last used with a newer version of the program.",
            "Install that version; this one would damage what it does not know.",
        )


def present(connection: Connection) -> str:
    """The migration that the tables stand at, or the empty text for a file without tables."""
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").first()
    if known is None:
        return ""
    stands_at = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    if stands_at > NEWEST:
        raise NewerRegister
    return stands_at


def highest_id(connection: Connection, table: str) -> int:
    """The highest id that a table which never uses one again has ever given."""
    kept = connection.scalar(select(_SEQUENCES.c.seq).where(_SEQUENCES.c.name == table))
    return int(kept or 0)


def go_on_from(connection: Connection, table: str, number: int) -> None:
    """Give no id up to this one in such a table, whether it was given here or not."""
    if highest_id(connection, table) >= number:
        return
    known = update(_SEQUENCES).where(_SEQUENCES.c.name == table)
    if not connection.execute(known.values(seq=number)).rowcount:
        connection.execute(insert(_SEQUENCES), {"name": table, "seq": number})


def upgrade(lane: Lane) -> None:
    """Run the migrations that are missing, all or none.

    Foreign keys are off meanwhile, since rebuilding a parent table would delete its children, and are
    checked before the commit.
    """
    with lane.outside_transactions() as bare:
        bare.execute("PRAGMA foreign_keys=0")
    with lane.transaction() as connection:
        _migrate(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Trouble(
                "The register could not be brought up to date; it is as it was.",
                "Go on with the version you used before.",
            )
    with lane.outside_transactions() as bare:
        bare.execute("PRAGMA foreign_keys=1")


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - rarely needed, slow to load
    from alembic.config import Config  # noqa: PLC0415 - rarely needed, slow to load

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
