"""Files in and out: CSV, XLSX and JSON."""
