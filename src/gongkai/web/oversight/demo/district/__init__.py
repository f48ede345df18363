"""A fictional district of full size for ``gongkai demo --district``: twenty towns, thirty bureaus, three years. Nobody in it is real."""
