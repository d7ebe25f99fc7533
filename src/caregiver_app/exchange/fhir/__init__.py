"""A case as a FHIR R4 bundle, for a system that reads it: what was typed, as it was typed."""
