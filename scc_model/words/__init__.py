"""How things are said: results of the model in plain words, and words as HTML."""
