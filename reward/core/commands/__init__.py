"""The commands of ``python -m reward.core``: ``add(subparsers)`` teaches, ``run(args)`` does."""
