"""HTTP in, HTTP out: a view parses, asks the gate, calls one action, answers."""
