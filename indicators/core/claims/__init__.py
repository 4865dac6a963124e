"""Claims: tests on a metric, how they are judged, and how a source's claims came out."""
