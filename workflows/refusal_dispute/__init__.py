"""W-10: a refusal is reviewed by the host's department, then by both, then by the province."""
