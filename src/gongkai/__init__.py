"""gongkai 公开: software for open government information (政府信息公开) in China."""

__version__ = "0.1.0"
