import type { Card } from '@hookwright/model'
import { type EventDriftSeen, type SeenDrift, useWorkbench } from '../../view/workbench.ts'
import { type OutputsDraft, outputsDraftOf } from '../outputs-draft.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { readOutputs } from '../read-config.ts'
import { type DriftStep, standingOfDrift } from './drift-step.ts'

/** What is known of an event's drift, as it stands to its card as that is drawn now. */
export interface DriftStandings {
  drift: EventDriftSeen
  draft: OutputsDraft
  ends: MappingEnds
  /** What the card could take over, with the step that does. */
  open: { finding: SeenDrift; step: DriftStep }[]
  /** What is only told of. */
  told: SeenDrift[]
  ignored: SeenDrift[]
}

/** How the drift of the open event stands to its Return Outputs card; null while nothing is known of any. */
export const useDriftStandings = (card: Card): DriftStandings | null => {
  const bench = useWorkbench()
  const start = bench.useStart()
  const drift = bench.useDrift()
  if (drift === null || start === null) return null
  const draft = outputsDraftOf(readOutputs(card.config), card.inputs)
  const ends = { start, card: card.id }
  const heeded = drift.findings
    .filter(({ ignoredBy }) => ignoredBy === null)
    .map(finding => ({ finding, standing: standingOfDrift(draft, finding, ends) }))
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
