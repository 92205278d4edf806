import type { KeyboardEvent } from 'react'

/** Returns true for Alt+M, which opens the value picker. On a Mac, Option+M yields the character µ. */
export const isMapShortcut = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey && !ctrlKey && !metaKey && (key.toLowerCase() === 'm' || key === 'µ')
