import { type Id, startKindOf } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { isOn } from './is-on.ts'
import { NextRun } from './next-run.tsx'

const lazyAddress = lazyPart(() => import('./endpoint/endpoint-address.tsx'))

/**
 * Shows how an active flow without an Event URL is started: the address of its API endpoint with a copy
 * button, or the time of its next run or poll.
 *
 * Renders nothing for other flows.
 */
export const CallOf = ({ flowId }: { flowId: Id }) => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const subscription = progress && isOn(progress) ? progress.subscription : null
  const isCalled = subscription !== null && startKindOf(subscription.terms) === 'endpoint'
  const called = useLazy(lazyAddress, isCalled)
  if (isCalled) return called && <called.EndpointAddress flowId={flowId} />
  return subscription !== null && (progress?.nextRun != null || progress?.polling != null) ? (
    <NextRun progress={progress} isLine />
  ) : null
}
