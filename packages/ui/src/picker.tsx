import type { ReactElement, ReactNode } from 'react'
import { useLate } from './late.ts'
import { latePopups } from './late-popups.ts'
import type { Choice } from './select.tsx'

export interface PickerProps<Value extends string> {
  /** Accessible name of the list, such as "Registration Flow". */
  label: string
  /** The button, an element that accepts a ref and event props. */
  trigger: ReactElement
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  /** Shown when there are no options. */
  none: ReactNode
  /** Shown when nothing matches what was typed. */
  empty?: string
  /** Element below the list; receives a function that closes it. */
  foot?: (close: () => void) => ReactNode
}

/** A button that opens a searchable list to choose one of many options. */
export const Picker = <Value extends string>(props: PickerProps<Value>) => {
  const popups = useLate(latePopups, true)
  return popups === null ? props.trigger : <popups.PickerLayer {...props} />
}
