"""The supervisor that runs the whole stack on one machine, and the `gongguan` command."""
