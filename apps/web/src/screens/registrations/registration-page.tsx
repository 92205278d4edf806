import { shownFlowName } from '@hookwright/model'
import { Notice, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import { useActivity } from '../../features/history/use-activity.ts'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { formatRegistrationStatus, isLeftover, isTrying } from '../../features/switch/format-registration.ts'
import { RetryEntry } from '../../features/switch/retry-entry.tsx'
import { useNow } from '../../features/switch/use-now.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { BackLink } from '../../kit/page/back-link.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { PagePart } from '../../kit/page/page-part.tsx'
import { useFocusBack } from '../../kit/page/use-focus-back.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { AttemptRail } from './attempt-rail.tsx'
import { CloseLeftover } from './close-leftover.tsx'
import { CompareButton, RegistrationActions } from './registration-actions.tsx'
import { RegistrationFacts } from './registration-facts.tsx'
import { RegistrationRail } from './registration-rail.tsx'

/** Actions for a registration that may be left over at the service: retry, compare, or close it. */
const Left = ({ registration }: { registration: OpenedRegistration }) => {
  const { entry, mayRetry, subscription } = registration
  return (
    <section aria-label="Actions" className="flex flex-col gap-3 rounded-m border border-line bg-surface p-4">
      {entry !== null && <p className="m-0 text-body break-words text-ink-2">{entry.why.message}</p>}
      {entry !== null && mayRetry && <RetryEntry entryId={entry.id} isTrying={isTrying(registration)} />}
      <CompareButton subscription={subscription} />
      <CloseLeftover registration={registration} />
    </section>
  )
}

/** Page of a subscription: its rail, its facts, and all attempts to register and deregister it. */
export const RegistrationPage = () => {
  const { subscriptionId = '' } = useParams({ strict: false })
  const mayAct = usePerson().role !== 'viewer'
  const now = useNow(15_000)
  const { data: registration, error } = useQuery(
    useTrpc().subscriptions.registration.queryOptions({ subscriptionId })
  )
  const activity = useActivity(registration === undefined ? [] : [registration.flowId])
  const canClose = registration !== undefined && isLeftover(registration) && mayAct
  // What was pressed goes with what was left.
  useFocusBack(canClose)
  const name = shownFlowName(registration?.flowName)
  usePageTitle(`${name} · Registration`)
  if (registration === undefined) {
    return error === null ? <Spinner /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const { subscription, event, attempts, flowId, receivedAt, confirmedAt } = registration
  const { word, tone, more } = formatRegistrationStatus(registration)
  // Between two updates of `now`, what has just happened is not in the future.
  const past = Math.max(now, receivedAt ?? 0, confirmedAt ?? 0)
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="flex flex-col gap-6 px-8 py-6 max-md:gap-4 max-md:p-4">
        <header className="flex flex-wrap items-center gap-3 max-md:-mt-2">
          <BackLink to="/registrations">Registrations</BackLink>
          {event !== null && (
            <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={40} />
          )}
          <div className="min-w-0 grow basis-48">
            <h1 className="m-0 truncate text-h1">
              <Link to="/flows/$flowId" params={{ flowId }} className="hover:underline">
                {name}
              </Link>
            </h1>
            <p className="m-0 flex min-h-6 flex-wrap items-center gap-x-1.5 text-body text-ink-3">
              <span>
                {event === null
                  ? 'Deleted event'
                  : `${event.name} · ${event.connectorName} v${event.versionNumber}`}
              </span>
              <span aria-hidden>·</span>
              <RegistrationBadge tone={tone} word={word} />
            </p>
          </div>
          <RegistrationActions subscription={subscription} name={name} size="page" />
          {more !== null && <p className="m-0 w-full text-body text-ink-2">{more}</p>}
        </header>
        {canClose && <Left registration={registration} />}
        <section aria-label="Registration" className="rounded-m border border-line">
          <RegistrationRail
            registration={registration}
            name={name}
            hours={activity.get(flowId)?.hours}
            now={past}
          />
          <RegistrationFacts
            registration={registration}
            now={past}
            place="page"
            className="border-t border-line px-4 py-3"
          />
        </section>
        <PagePart id="attempts" title="Attempts" count={attempts.length}>
          <div className="-ml-1">
            <AttemptRail registration={registration} />
          </div>
        </PagePart>
      </div>
    </div>
  )
}
