"""Changes of the data: from their files, over what the data say, before a framework is made."""
