"""Small kernel, one concept per module; imports none of the services."""
