"""Video files: measured, made fit for the browser, and shown one exact frame at a time. Pure."""
