"""The steps that bring older registers up to date, run by Alembic inside one transaction."""
