"""How pages look: the stylesheet, components, template tags. Knows no case."""
