"""What a memo says, in order, before it has a form; and everything else that leaves as a picture."""
