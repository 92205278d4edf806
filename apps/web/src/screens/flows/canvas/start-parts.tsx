import { type Id, isPollBlocked, isPollOnHold, type PollFailure } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isOn } from '../../../features/switch/is-on.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

const whatOf = (failure: PollFailure): string => {
  if (isPollOnHold(failure)) return 'Polling is on hold until the connection works again.'
  if (isPollBlocked(failure))
    return 'The last poll was not sent because too many requests to the service failed.'
  return failure.count === 1 ? 'The last poll failed.' : `The last ${failure.count} polls failed.`
}

/**
 * Buttons for flows that are run manually or called at an API endpoint. Pages load this file only for such
 * flows.
 */
export { RunFlowButton } from '../../../features/canvas/run/by-hand/run-flow-button.tsx'
export { EndpointButton } from '../../../features/switch/endpoint/endpoint-button.tsx'

/** Notice of why a flow's polls fail, with a link to the last poll. Renders nothing while polls succeed. */
export const PollingNotice = ({ flowId }: { flowId: Id }) => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const failure = progress && isOn(progress) ? (progress.polling?.failure ?? null) : null
  if (failure === null) return null
  return (
    <Notice
      tone="warn"
      className="rounded-none"
      action={
        <Link to="/runs/$runId" params={{ runId: failure.runId }} className="text-small underline">
          Open the poll
        </Link>
      }
    >
      {whatOf(failure)} The next poll starts from the same cursor. {failure.fault.message}
    </Notice>
  )
}
