"""Who looked at the sealed data of the person of a case, alike in every service that keeps some (quality.md S5)."""
