"""Alembic's entry: see shared/migration_env.py."""

from services.registry.tables import Base
from shared.migration_env import run_revisions

run_revisions(Base.metadata)
