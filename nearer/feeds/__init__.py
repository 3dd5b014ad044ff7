"""A private calendar that programs can subscribe to.

Its address is a token of 256 bits. From it come the line under which it lies and the key that
its bytes are sealed with, so the server keeps and hands out what it cannot read while nobody
asks. What is in it is for whoever publishes to say.
"""
