"""Keeping a library: to a file and back (`archive`), and from one version of this program to the next (`upgrading`)."""
