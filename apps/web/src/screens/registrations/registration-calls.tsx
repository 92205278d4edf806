import { type Id, type Millis, shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { AttemptRail } from './attempt-rail.tsx'
import { RegistrationActions } from './registration-actions.tsx'
import { RegistrationFacts } from './registration-facts.tsx'

/** Number of registration attempts shown in an expanded row; the page of the registration has all. */
const MOST_SHOWN = 4

/** Expanded part of a registration's row: its facts, its newest attempts and its actions. */
export const RegistrationCalls = ({
  subscriptionId,
  columns,
  now
}: {
  subscriptionId: Id
  /** Grid columns of the list, used by the attempts as well. */
  columns: string
  now: Millis
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
      <RegistrationFacts registration={data} now={now} place="row" className="pt-1 pb-2 pl-11" />
      <AttemptRail registration={data} columns={columns} />
      {data.attempts.length === 0 && (
        <p className="m-0 py-2 pl-11 text-small text-ink-3">No calls were made to the service.</p>
      )}
      {more > 0 && <p className="m-0 py-2 pl-11 text-small text-ink-3">and {more} earlier</p>}
      <RegistrationActions
        subscription={data.subscription}
        name={shownFlowName(data.flowName)}
        size="card"
        className="pt-3 pb-2 pl-11"
      />
    </>
  )
}
