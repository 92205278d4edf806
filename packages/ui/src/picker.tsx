import type { ReactElement, ReactNode } from 'react'
import { useLazy } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import type { Choice } from './select.tsx'

export interface PickerProps<Value extends string> {
  /** Accessible name of the list, such as "Registration Flow". */
  label: string
  /** Button element. It must accept a ref and event props. */
  trigger: ReactElement
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  /** Content shown when there are no options. */
  none: ReactNode
  /** Message shown when no option matches the typed text. */
  empty?: string
  /** Renders an element below the list. `close` closes the list. */
  foot?: (close: () => void) => ReactNode
}

/** Button that opens a searchable list to choose one of many options. */
export const Picker = <Value extends string>(props: PickerProps<Value>) => {
  const popups = useLazy(lazyPopups, true)
  return popups === null ? props.trigger : <popups.PickerLayer {...props} />
}
