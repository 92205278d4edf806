/** Whether the keyboard here is a Mac's, where ⌘ takes the place of Ctrl. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)
