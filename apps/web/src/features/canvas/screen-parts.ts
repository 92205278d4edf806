import type { FlowKind } from '@hookwright/model'
import type { ReactNode } from 'react'
import type { OfferedActions } from './offered-action.ts'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import type { RunHere } from './run/use-run-here.ts'

/** A start that can be chosen for a flow. */
export interface EventChoice {
  key: string
  /** Icon of the choice. */
  mark: ReactNode
  name: string
  hint: string
  /** True for the main choice, which is larger. */
  isMain?: true
  /** Heading above the first choice of its group. */
  group?: string
  /** Starts the flow with it. */
  add: () => void
}

/** The parts of a flow's page that differ between kinds of flow. */
export interface ScreenParts {
  events: EventChoice[]
  /** Connectors whose actions the flow can run; undefined for a flow that runs none. */
  offered?: readonly OfferedActions[] | undefined
  /** Note in the event chooser. */
  eventsNote?: ReactNode
  /** Address by which the flow is called, in the label above it; by default the way it is started. */
  hook?: ReactNode
  /** Tools in the bar, before the test of the flow. */
  barTools?: ReactNode
  /** Controls at the end of the bar. */
  barEnd?: ReactNode
  /** Content above the flow. */
  banner?: ReactNode
  /** Content below the flow. */
  foot?: ReactNode
  /**
   * Runs of the flow from its page; null where the flow cannot be run.
   * `kinds` are the kinds of flow that can be run.
   */
  run: { here: RunHere; kinds: FlowKind[] } | null
  /** State and actions to run one card of the flow. */
  alone: RunAlone
}
