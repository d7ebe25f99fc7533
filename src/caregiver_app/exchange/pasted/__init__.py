"""Loose text, read line by line into proposed entries."""
