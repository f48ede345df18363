"""Inspects a website by the numbers of 国办秘函〔2019〕19号: a bounded, polite walk, then rules over what was seen. The day is passed in."""
