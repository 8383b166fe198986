"""The walk from a judgement and its dates to everything that follows."""
