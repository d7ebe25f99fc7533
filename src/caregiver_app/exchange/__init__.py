"""Standards in and out: text that other programs understand, turned into entries and back. Pure: no disk, no clock."""
