import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'
import { formatNumber } from '../../kit/page/format-count.ts'

type Outputs = inferRouterOutputs<AppRouter>
type Overview = Outputs['flows']['overview']
type RunsFound = Pick<Outputs['runs']['list'], 'rows' | 'next'>

/** One figure of how things stand. */
export interface Tile {
  id: 'on' | 'deliveries' | 'failed' | 'cleanup'
  label: string
  value: string
  /** Short explanation of the figure; empty if it needs none. */
  note: string
  tone: 'plain' | 'ok' | 'warn' | 'err'
}

/**
 * Returns the tiles about the flows that a person may see. Empty while there is no flow. `uncertain` registrations, whose
 * responses were lost, count as open cleanup entries.
 */
export const tilesOf = (overview: Overview | null, failed: RunsFound, uncertain: number): Tile[] => {
  if (overview === null || overview.flows === 0) return []
  const { flows, on, deliveries, openCleanup } = overview
  const cleanup = openCleanup + uncertain
  const failures = failed.rows.length
  return [
    {
      id: 'on',
      label: 'Flows on',
      value: String(on),
      note: `of ${flows}`,
      tone: on > 0 ? 'ok' : 'plain'
    },
    {
      id: 'deliveries',
      label: 'Deliveries',
      value: `${formatNumber(deliveries.count)}${deliveries.more ? '+' : ''}`,
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
