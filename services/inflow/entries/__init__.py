"""What the host branch writes in the booklet (W-12), and what it does when the booklet is lost or found false (5.1)."""
