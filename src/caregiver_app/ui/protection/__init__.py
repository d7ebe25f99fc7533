"""What a passphrase needs in the window: asking for it, switching it on and off, locking."""
