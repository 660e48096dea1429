"""审计日志: what auditors read of the acts and looks of their organisations (rulebook 2), alike in every service."""
