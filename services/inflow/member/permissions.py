"""A member reads his own placement, and nobody else reads it in his place."""

from shared.authorisation import MEMBER_ACTS, Permissions

PERMISSIONS: Permissions = {"read_my_placement": MEMBER_ACTS}
