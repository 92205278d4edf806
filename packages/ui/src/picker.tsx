import type { ReactElement, ReactNode } from 'react'
import { useLate } from './late.ts'
import { latePopups } from './late-popups.ts'
import type { Choice } from './select.tsx'

export interface PickerProps<Value extends string> {
  /** Name of the choice, such as "Registration Flow". */
  label: string
  /** The button that opens it: one element that takes a ref and event props. */
  trigger: ReactElement
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  /** Shown where there is nothing to choose. */
  none: ReactNode
  /** Shown when nothing matches what was typed. */
  empty?: string
  /** Element below the list; receives a function that closes it. */
  foot?: (close: () => void) => ReactNode
}

/** One of many, behind a button: a list that is found by typing. The chosen one is marked. */
export const Picker = <Value extends string>(props: PickerProps<Value>) => {
  const popups = useLate(latePopups, true)
  return popups === null ? props.trigger : <popups.PickerLayer {...props} />
}
