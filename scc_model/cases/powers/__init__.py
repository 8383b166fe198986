"""What somebody may do in a case: what opens it, until when, and what is missing."""
