/** The video that was opened last from each project's wall: coming back begins there. */
export const lastOpened = new Map<string, number>();
