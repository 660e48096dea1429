"""The rules of W-03 and W-10 on the host side: pure, without a database."""
