"""Models behind one contract (``reward.core.contract``); each is imported when it is asked for."""
