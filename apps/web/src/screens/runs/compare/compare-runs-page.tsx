import type { Id } from '@hookwright/model'
import { EmptyState } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { Loading } from '../../../kit/page/loading.tsx'
import { PageFault } from '../../../kit/page/page-fault.tsx'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'
import { usePerson } from '../../../kit/page/use-person.ts'
import { RunComparison } from './run-comparison.tsx'

const route = '/inside/runs/$runId/compare' as const

const TwoRuns = ({ runId }: { runId: Id }) => {
  const trpc = useTrpc()
  const { with: named } = useSearch({ from: route })
  const one = useQuery(trpc.runs.open.queryOptions({ runId }))
  // Without another one named, the run that it runs again, or the one before it.
  const otherId = named ?? one.data?.run.replayOf ?? one.data?.siblings.previous ?? null
  const other = useQuery({
    ...trpc.runs.open.queryOptions({ runId: otherId ?? '' }),
    enabled: otherId !== null
  })
  usePageTitle(one.data === undefined ? 'Compare runs' : `Two runs of ${one.data.flow.name}`)
  const error = one.error ?? other.error
  if (one.data !== undefined && other.data !== undefined)
    return <RunComparison one={one.data} other={other.data} />
  if (error !== null) return <PageFault error={error} />
  if (one.data === undefined || otherId !== null) return <Loading />
  return (
    <EmptyState alone title="No other runs">
      This is the only run of the flow so far. Replay it to compare both runs.
    </EmptyState>
  )
}

/** Page that compares two runs. The search parameter `with` contains the id of the other run. */
export const CompareRunsPage = () => {
  const { runId } = useParams({ from: route })
  const { role } = usePerson()
  if (role !== 'viewer') return <TwoRuns key={runId} runId={runId} />
  return (
    <EmptyState alone title="Values are hidden">
      Viewers can see the status of runs. Only the owner of the flow can see their values.
    </EmptyState>
  )
}
