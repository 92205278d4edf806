import type { FlowKind } from '@hookwright/model'
import type { ReactNode } from 'react'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import type { RunHere } from './run/use-run-here.ts'

/** Something that a flow can start with. */
export interface EventChoice {
  key: string
  /** Its picture. */
  mark: ReactNode
  name: string
  hint: string
  /** Begins the flow with it. */
  add: () => void
}

/** The parts of a flow's page that differ between kinds of flow. */
export interface ScreenParts {
  events: EventChoice[]
  /** Note in the chooser of events. */
  eventsNote?: ReactNode
  /** Controls at the end of the bar. */
  barEnd?: ReactNode
  /** Above the flow. */
  banner?: ReactNode
  /** Below the flow. */
  foot?: ReactNode
  /** Running the flow from its page, and the kinds of flow with which that can be done; null where it cannot. */
  run: { here: RunHere; kinds: FlowKind[] } | null
  /** Running one card of the flow. */
  alone: RunAlone
}
