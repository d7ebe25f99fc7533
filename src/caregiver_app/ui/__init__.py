"""The window: what the family sees. The only package, with `app`, that knows Qt."""
