"""`gongguan doctor`: what is right, what is wrong, and the way on."""
