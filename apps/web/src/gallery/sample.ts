import type { ReactNode } from 'react'

/** A component in the states that are worth a look. */
export interface Sample {
  /** Exported name of the component. */
  name: string
  states: readonly { title: string; node: ReactNode }[]
}
