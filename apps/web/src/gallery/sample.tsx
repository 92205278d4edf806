import { type ReactNode, useState } from 'react'

/** A component in its relevant states. */
export interface Sample {
  /** Exported name of the component. */
  name: string
  states: readonly { title: string; node: ReactNode }[]
}

/** Stores the value of a controlled component in its state. */
export const Controlled = <Value,>({
  initial,
  children
}: {
  initial: Value
  children: (value: Value, setValue: (value: Value) => void) => ReactNode
}) => {
  const [value, setValue] = useState(initial)
  return children(value, next => setValue(() => next))
}
