/** Theme chosen by the person; `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark'

/** Storage key, also used by public/theme.js, which runs before the first paint. */
const KEY = 'hookwright.theme'

/** Controls the theme of the page: the person's choice, and the theme that results from it. */
export interface Theme {
  choice: () => ThemeChoice
  choose: (choice: ThemeChoice) => void
  /** Returns the theme shown now. */
  shown: () => 'light' | 'dark'
  subscribe: (listener: () => void) => () => void
}

/** Browser APIs used by the theme. */
interface Catalog {
  root: { dataset: DOMStringMap }
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  systemDark: Pick<MediaQueryList, 'matches' | 'addEventListener'>
}

const readChoice = (storage: Catalog['storage']): ThemeChoice => {
  const stored = storage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/**
 * Opens the theme and applies it immediately. It follows the system theme and stores the person's choice in
 * this browser.
 */
export const openTheme = ({ root, storage, systemDark }: Catalog): Theme => {
  const listeners = new Set<() => void>()
  let choice = readChoice(storage)
  // Asked once and told from then on: Chromium does not tell of a change that the query was asked for before it told.
  let isDark = systemDark.matches

  const shown = (): 'light' | 'dark' => (choice === 'system' ? (isDark ? 'dark' : 'light') : choice)

  const show = (): void => {
    root.dataset.theme = shown()
    for (const listener of listeners) listener()
  }

  systemDark.addEventListener('change', ({ matches }) => {
    isDark = matches
    show()
  })
  show()

  return {
    choice: () => choice,
    choose: next => {
      choice = next
      if (next === 'system') storage.removeItem(KEY)
      else storage.setItem(KEY, next)
      show()
    },
    shown,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
