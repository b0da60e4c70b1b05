/** Whether the inspector is open where it is a sheet at the bottom; it is always open elsewhere. */
import { create } from "zustand";

export const useSheet = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export const openSheet = (): void => useSheet.setState({ isOpen: true });

export const closeSheet = (): void => useSheet.setState({ isOpen: false });
