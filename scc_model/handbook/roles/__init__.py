"""The pages of the handbook that show each role what is its own."""
