"""How things look: words, tables, pictures, walks. The core knows nothing of this package."""
