import { createContext, use, useSyncExternalStore } from 'react'
import type { Theme, ThemeChoice } from './theme.ts'

const ThemeContext = createContext<Theme | null>(null)

/** Provides the theme to the pages. */
export const ThemeProvider = ThemeContext

/** Returns the theme of this page with its current state. */
export const useTheme = (): { theme: Theme; choice: ThemeChoice; shown: 'light' | 'dark' } => {
  const theme = use(ThemeContext)
  if (theme === null) throw new Error('There is no theme here; wrap the page in ThemeProvider.')
  const choice = useSyncExternalStore(theme.subscribe, theme.choice)
  const shown = useSyncExternalStore(theme.subscribe, theme.shown)
  return { theme, choice, shown }
}
