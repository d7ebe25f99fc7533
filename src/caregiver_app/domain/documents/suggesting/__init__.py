"""What a paper's own words suggest about it: kind, date, place, language, title, whose it is. Nothing is filled in."""
