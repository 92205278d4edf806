/** One key press: a key with exactly these modifiers. */
interface Press {
  mod: boolean
  alt: boolean
  shift: boolean
  /** Key name in lower case, as in `KeyboardEvent.key`. */
  key: string
}

/** The properties of a keyboard event that shortcuts use. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const readPress = (text: string): Press => {
  const parts = text.split(/\+(?=.)/)
  const key = parts.at(-1) ?? ''
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier)
  return { mod: has('Mod'), alt: has('Alt'), shift: has('Shift'), key: key.toLowerCase() }
}

/** Parses the key presses of a shortcut: `Mod+Shift+Z` is one, `G B` are two. */
const readShortcut = (shortcut: string): Press[] => shortcut.split(' ').map(readPress)

/**
 * Returns true for a symbol such as `?`. Shift is ignored for symbols, since only some keyboards need Shift
 * for them.
 */
const isSign = (key: string): boolean => /^[^\p{L}\p{N}]$/u.test(key)

const matches = (press: Press, event: KeyPress, isMac: boolean): boolean => {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  return (
    event.key.toLowerCase() === press.key &&
    mod === press.mod &&
    !other &&
    event.altKey === press.alt &&
    (event.shiftKey === press.shift || isSign(press.key))
  )
}

/**
 * Compares key presses, the newest last, with a shortcut.
 *
 * Returns `whole` for a complete match, `begun` for the start of a sequence, and otherwise `none`. The
 * modifiers must match exactly.
 */
export const progressOf = (
  shortcut: string,
  pressed: readonly KeyPress[],
  isMac: boolean
): 'whole' | 'begun' | 'none' => {
  const presses = readShortcut(shortcut)
  if (pressed.length > presses.length) return 'none'
  const all = pressed.every((event, index) => {
    const press = presses[index]
    return press !== undefined && matches(press, event, isMac)
  })
  if (!all) return 'none'
  return pressed.length === presses.length ? 'whole' : 'begun'
}

/**
 * Returns true for a shortcut without Ctrl, ⌘ or Alt. Dictation software could press such keys by accident.
 */
export const isSingleKey = (shortcut: string): boolean =>
  readShortcut(shortcut).every(press => !press.mod && !press.alt && press.key.length === 1)

const names: Record<string, string> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  delete: 'Del',
  escape: 'Esc',
  ' ': 'Space'
}

const nameOfKey = (key: string): string =>
  names[key] ?? (key.length === 1 ? key.toUpperCase() : `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`)

/** Formats a shortcut for display, separated by spaces: `Ctrl Shift Z`, or `⌘ ⇧ Z` on a Mac. */
export const shownShortcut = (shortcut: string, isMac: boolean): string =>
  readShortcut(shortcut)
    .flatMap(press => [
      ...(press.mod ? [isMac ? '⌘' : 'Ctrl'] : []),
      ...(press.alt ? [isMac ? '⌥' : 'Alt'] : []),
      ...(press.shift ? [isMac ? '⇧' : 'Shift'] : []),
      nameOfKey(press.key)
    ])
    .join(' ')
