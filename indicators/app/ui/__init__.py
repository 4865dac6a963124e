"""What all pages share on the screen: the shell, the head, pictures, and small parts."""
