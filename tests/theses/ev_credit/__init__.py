"""A second thesis: the end of the US federal EV tax credit."""
