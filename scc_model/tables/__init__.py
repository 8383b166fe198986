"""How things are listed: records for programs, tables for pages and terminals, calendar files."""
