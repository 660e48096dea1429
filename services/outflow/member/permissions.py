"""A member reads his own case, and nobody else reads it in his place."""

from shared.authorisation import MEMBER_ACTS, Permissions

PERMISSIONS: Permissions = {"read_my_case": MEMBER_ACTS}
