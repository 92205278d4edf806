import type { Id } from '@hookwright/model'
import { late, useLate } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { isOn } from './is-on.ts'
import { NextRun } from './next-run.tsx'

const lateEventUrl = late(() => import('./event-url.tsx'))

/** The Event URL of a flow, masked and to be copied, or its next run or poll; nothing while it is off. */
export const EventUrlOf = ({ flowId }: { flowId: Id }) => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const subscription = progress && isOn(progress) ? progress.subscription : null
  const parts = useLate(lateEventUrl, subscription !== null)
  if (subscription !== null && (progress?.nextRunAt != null || progress?.polling != null))
    return <NextRun progress={progress} />
  return subscription && parts && <parts.EventUrl subscription={subscription} />
}
