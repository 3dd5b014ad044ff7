"""Django's SQLite backend, with writers taking turns: `ENGINE = "nearer.serving.sqlite"`."""
