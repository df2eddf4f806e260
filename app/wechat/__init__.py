"""The WeChat platform (微信公众平台): the only room that knows its wire and the library that speaks to it."""
