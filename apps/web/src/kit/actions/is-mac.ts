/** Returns true on Apple devices, where ⌘ replaces Ctrl. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)
