"""A fictional town's publications: last year's list brought in, this year's items on every step of their way. Nobody in it is real."""
