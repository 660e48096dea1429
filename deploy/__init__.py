"""How the processes are started, embedded or in production."""
