"""What somebody has to do in a case: when it begins and ends, and how certain it is."""
