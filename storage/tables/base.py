"""What all tables share: the metadata, and the names of the keys they point at."""

from enum import StrEnum

import sqlalchemy as sa

REVISION = "0003"
"""The migration that these tables are at. A test holds it to the newest file in migrations/."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SUBJECT = "subjects.key"
RUN = "runs.id"


class Stage(StrEnum):
    """How far one piece of work got: a subject of a run, or a request."""

    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"
