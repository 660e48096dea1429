from services.outflow.tables import Base
from shared.migration_env import run_revisions

run_revisions(Base.metadata)
