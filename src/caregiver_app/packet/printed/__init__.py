"""Sheets to print: questions, a visit, the steps, the daily log, contacts, hand-over, intake, the warning card."""
