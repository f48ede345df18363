"""The one error that a user of any command may see."""


class UnusableInput(Exception):
    """A file that yields no text, or data of the wrong shape.

    The message is one Chinese sentence in three pieces: where (``place``, may be
    empty), what is wrong (``problem``) and what to do (``remedy``). The caller
    that knows the file's name puts it in front.
    """

    def __init__(self, problem: str, remedy: str, place: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.place = place

    def sentence(self) -> str:
        """The message without the file's name, on one line."""
        text = f"{self.place}{self.problem}，{self.remedy}"
        return " ".join(text.split())
