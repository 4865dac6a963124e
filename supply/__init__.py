"""What Telltale is made of, read from its lock files: licences and a bill of materials."""
