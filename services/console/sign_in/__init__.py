"""Who is at the browser: signing in and out, the visitor behind a request."""
