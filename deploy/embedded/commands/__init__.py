"""Commands that speak to a running stack; each module joins the command line by `register(app)`."""
