"""Who may enter, on a shared server, and what stands between the network and the pages."""
