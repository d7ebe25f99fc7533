"""The treatment timeline as geometry: what screen and paper both paint."""
