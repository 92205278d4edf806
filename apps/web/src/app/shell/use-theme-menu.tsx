import type { MenuGroups } from '@hookwright/ui'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ThemeChoice } from '../../kit/theme/theme.ts'
import { useTheme } from '../../kit/theme/use-theme.tsx'

const choices = [
  { id: 'system', label: 'Match system', Icon: Monitor },
  { id: 'light', label: 'Light', Icon: Sun },
  { id: 'dark', label: 'Dark', Icon: Moon }
] as const satisfies { id: ThemeChoice; label: string; Icon: unknown }[]

/** Returns the menu of themes, and the icon of the selected theme. */
export const useThemeMenu = (): { groups: MenuGroups; icon: ReactNode } => {
  const { theme, choice } = useTheme()
  const Chosen = choices.find(({ id }) => id === choice)?.Icon ?? Monitor
  const entries = choices.map(({ id, label, Icon }) => ({
    id,
    label,
    icon: <Icon aria-hidden strokeWidth={1.75} />,
    checked: id === choice,
    run: () => theme.choose(id)
  }))
  return { groups: [entries], icon: <Chosen aria-hidden strokeWidth={1.75} /> }
}
