import type { FlowKind } from '@hookwright/model'
import type { ReactNode } from 'react'
import type { OfferedActions } from './offered-action.ts'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import type { RunHere } from './run/use-run-here.ts'

/** Something that a flow can start with. */
export interface EventChoice {
  key: string
  /** Its picture. */
  mark: ReactNode
  name: string
  hint: string
  /** True for the usual choice, which is drawn larger. */
  isMain?: true
  /** Heading above the first of its group. */
  group?: string
  /** Starts the flow with it. */
  add: () => void
}

/** The parts of a flow's page that differ between kinds of flow. */
export interface ScreenParts {
  events: EventChoice[]
  /** Connectors whose actions the flow can run; undefined for a flow that runs none. */
  offered?: readonly OfferedActions[] | undefined
  /** Note in the chooser of events. */
  eventsNote?: ReactNode
  /** The address by which the flow is called, in the label of its hook; by default how the flow is started. */
  hook?: ReactNode
  /** Tools in the bar, before the test of the flow. */
  barTools?: ReactNode
  /** Controls at the end of the bar. */
  barEnd?: ReactNode
  /** Above the flow. */
  banner?: ReactNode
  /** Below the flow. */
  foot?: ReactNode
  /**
   * Runs of the flow from its page; null where the flow cannot be run.
   * `kinds` are the kinds of flow that can be run.
   */
  run: { here: RunHere; kinds: FlowKind[] } | null
  /** Running one card of the flow. */
  alone: RunAlone
}
