import type { Id } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RunSearch } from '../../features/canvas/run-search.ts'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { PathBar } from '../../kit/page/breadcrumb.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { PageFault } from '../../kit/page/page-fault.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { RunInText } from './format-run-in.tsx'
import { RunOnCanvas } from './run-on-canvas.tsx'

/** Adds the breadcrumb bar to a page. Runs on a canvas have their own bar. */
const withPath = (page: ReactNode) => (
  <>
    <PathBar />
    {page}
  </>
)

const PlainRun = ({ runId, why }: { runId: Id; why: string }) => {
  const { data, error } = useQuery(useTrpc().runs.get.queryOptions({ runId }))
  usePageTitle('Run')
  if (data !== undefined) return withPath(<RunInText run={data} why={why} />)
  return withPath(error === null ? <Loading /> : <PageFault error={error} />)
}

const DrawnRun = ({ runId }: { runId: Id }) => {
  const { step }: RunSearch = useSearch({ strict: false })
  const { data, error } = useQuery(useTrpc().runs.open.queryOptions({ runId }))
  usePageTitle(
    data === undefined
      ? 'Run'
      : `${runKindLabels[data.run.kind]} of ${data.flow.name}, ${runStatusText(data.run.status.is)}`
  )
  if (data !== undefined) return <RunOnCanvas open={data} step={step} />
  if (error === null) return withPath(<Loading />)
  const { code, message } = faultOf(error)
  return code === 'run.not-drawable' ? (
    <PlainRun runId={runId} why={message} />
  ) : (
    withPath(<PageFault error={error} />)
  )
}

/** Page of a run. */
export const RunPage = () => {
  const { runId = '' } = useParams({ strict: false })
  const { role } = usePerson()
  return role === 'viewer' ? (
    <PlainRun
      runId={runId}
      why="Viewers can see the status of a run. Only the owner can see its flow and values."
    />
  ) : (
    <DrawnRun key={runId} runId={runId} />
  )
}
