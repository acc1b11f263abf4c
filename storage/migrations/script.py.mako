"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """One step up. There is no way down: a copy was made before."""
    ${upgrades if upgrades else "pass"}
