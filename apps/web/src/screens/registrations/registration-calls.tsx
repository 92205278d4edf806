import { type Id, shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { AttemptPart } from './attempt-part.tsx'
import { RegistrationActions } from './registration-actions.tsx'

/** Number of registration attempts shown in an expanded row; the page of the registration has all. */
const MOST_SHOWN = 4

/** Newest attempts of a registration, with the calls that they made to the service. */
export const RegistrationCalls = ({
  subscriptionId,
  columns
}: {
  subscriptionId: Id
  /** Grid columns of the list, used by the attempts as well. */
  columns: string
}) => {
  const { data, error } = useQuery(
    useTrpc().subscriptions.registration.queryOptions({ subscriptionId, newest: MOST_SHOWN })
  )
  if (data === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const more = data.attemptCount - data.attempts.length
  return (
    <>
      {data.attempts.toReversed().map(act => (
        <AttemptPart
          key={act.attempt.id}
          subscription={data.subscription}
          connectorName={data.event?.connectorName ?? null}
          act={act}
          columns={columns}
        />
      ))}
      {data.attempts.length === 0 && (
        <p className="m-0 py-2 pl-11 text-small text-ink-3">No calls were made to the service.</p>
      )}
      {more > 0 && <p className="m-0 py-2 pl-11 text-small text-ink-3">and {more} earlier</p>}
      <RegistrationActions subscription={data.subscription} name={shownFlowName(data.flowName)} />
    </>
  )
}
