import type { FlowKind } from '@hookwright/model'
import type { ReactNode } from 'react'
import type { OfferedActions } from './offered-action.ts'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import type { RunHere } from './run/use-run-here.ts'

/** Event that the user can choose as the start of a flow. */
export interface EventChoice {
  key: string
  /** Icon of the choice. */
  mark: ReactNode
  name: string
  hint: string
  /** True for the most common event, which is shown larger. */
  isMain?: true
  /** Heading above the first choice of its group. */
  group?: string
  /** Adds the event to the flow. */
  add: () => void
}

/** Parts of a flow's page that differ between kinds of flow. */
export interface ScreenParts {
  events: EventChoice[]
  /** Connectors with the actions that the flow can run; undefined if it cannot run actions. */
  offered?: readonly OfferedActions[] | undefined
  /** Note in the event chooser. */
  eventsNote?: ReactNode
  /** Label of the flow's start, such as its Event URL; by default it describes how the flow starts. */
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
   * Runs of the flow from its page; null if it cannot be run. `kinds` are the kinds of flow that can be run.
   */
  run: { here: RunHere; kinds: FlowKind[] } | null
  /** State and actions for running single cards of the flow. */
  alone: RunAlone
}
