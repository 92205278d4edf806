import type { Card } from '@hookwright/model'
import { type DriftView, type EventDrift, useWorkbench } from '../../view/workbench.ts'
import { type OutputsDraft, outputsDraftOf } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { readOutputs } from '../read-config.ts'
import { type DriftStep, driftStateOf } from './drift-step.ts'

/**
 * Differences between an event's deliveries and its declared outputs, sorted by what the card on the canvas
 * can do about them.
 */
export interface DriftStates {
  drift: EventDrift
  draft: OutputsDraft
  ends: MappingEnds
  /** Differences that the card can resolve, each with its step. */
  open: { finding: DriftView; step: DriftStep }[]
  /** Differences for information only. */
  told: DriftView[]
  ignored: DriftView[]
}

/**
 * Hook for the drift of the edited event, compared with its Return Outputs card. `null` if no drift is known.
 */
export const useDriftStates = (card: Card): DriftStates | null => {
  const bench = useWorkbench()
  const start = bench.useStart()
  const drift = bench.useDrift()
  if (drift === null || start === null) return null
  const draft = outputsDraftOf(readOutputs(card.config), card.inputs)
  const ends = { start, card: card.id }
  const heeded = drift.findings
    .filter(({ ignoredBy }) => ignoredBy === null)
    .map(finding => ({ finding, standing: driftStateOf(draft, finding, ends) }))
  return {
    drift,
    draft,
    ends,
    open: heeded.flatMap(({ finding, standing }) =>
      standing.is === 'open' ? [{ finding, step: standing.step }] : []
    ),
    told: heeded.filter(({ standing }) => standing.is === 'told').map(({ finding }) => finding),
    ignored: drift.findings.filter(({ ignoredBy }) => ignoredBy !== null)
  }
}
