"""Letters (函): the only thing that crosses from one side to the other. Typed, signed, numbered, stored once."""
