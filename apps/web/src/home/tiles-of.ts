import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'
import { isOn } from '../flows/is-on.ts'

type Outputs = inferRouterOutputs<AppRouter>
type UserFlowSummary = Outputs['flows']['summaries'][number]
type RunsFound = Pick<Outputs['runs']['list'], 'rows' | 'next'>

/** One figure of how things stand. */
export interface Tile {
  id: 'on' | 'deliveries' | 'failed' | 'cleanup'
  label: string
  value: string
  /** What it means, in a few words; empty when the figure says it all. */
  note: string
  tone: 'plain' | 'ok' | 'warn' | 'err'
}

/**
 * How the flows that a person may see stand; none while there is no flow. `uncertain` registrations, whose answers were lost,
 * are to be cleaned up like open cleanup entries.
 */
export const tilesOf = (flows: readonly UserFlowSummary[], failed: RunsFound, uncertain: number): Tile[] => {
  if (flows.length === 0) return []
  const on = flows.filter(isOn).length
  const deliveries = flows.reduce((sum, flow) => sum + flow.deliveries.count, 0)
  const more = flows.some(flow => flow.deliveries.more)
  const cleanup = flows.reduce((sum, { openCleanup }) => sum + openCleanup, uncertain)
  const failures = failed.rows.length
  return [
    {
      id: 'on',
      label: 'Flows on',
      value: String(on),
      note: `of ${flows.length}`,
      tone: on > 0 ? 'ok' : 'plain'
    },
    {
      id: 'deliveries',
      label: 'Deliveries',
      value: `${deliveries.toLocaleString('en')}${more ? '+' : ''}`,
      note: '',
      tone: 'plain'
    },
    {
      id: 'failed',
      label: 'Failed runs',
      value: `${failures}${failed.next === null ? '' : '+'}`,
      note: 'in 24 hours',
      tone: failures > 0 ? 'err' : 'plain'
    },
    ...(cleanup === 0
      ? []
      : [
          {
            id: 'cleanup',
            label: 'To clean up',
            value: String(cleanup),
            note: 'may still exist at a service',
            tone: 'warn'
          } satisfies Tile
        ])
  ]
}
