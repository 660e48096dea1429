"""Whether a certificate number is good: numbers are voided here, and anybody who is signed in may ask."""
