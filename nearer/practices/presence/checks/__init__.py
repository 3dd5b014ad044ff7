"""The rules that the banks are held against, a module for each bank."""
