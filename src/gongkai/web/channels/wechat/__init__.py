"""微信公众号: an article with styles that WeChat keeps, to copy by hand, as a draft or published through its interface."""
