import { hasEventUrl, type Subscription, shownFlowName } from '@hookwright/model'
import { Button, Notice, Spinner } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Facts } from '../../features/history/facts.tsx'
import { formatFullTime } from '../../features/history/format-time.ts'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { MaskedEventUrl, SigningSecret } from '../../features/switch/event-url.tsx'
import {
  formatRegistrationStatus,
  isLeftover,
  isTrying,
  signatureName
} from '../../features/switch/format-registration.ts'
import { RetryEntry } from '../../features/switch/retry-entry.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { BackLink } from '../../kit/page/back-link.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { useFocusBack } from '../../kit/page/use-focus-back.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { AttemptPart } from './attempt-part.tsx'
import { CloseLeftover } from './close-leftover.tsx'
import { CompareButton } from './compare-button.tsx'

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

/** Returns true if the Event URL can be copied and the subscription paused. */
const isSwitchable = ({ wanted, status }: Subscription): boolean =>
  wanted && (status.is === 'on' || status.is === 'paused')

/** Buttons of a subscription that is on or paused: pause, resume, or compare with the service. */
const SwitchOf = ({ subscription }: { subscription: Subscription }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const pause = useMutation(
    trpc.subscriptions.pause.mutationOptions({
      onError: notifier.failed,
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() })
    })
  )
  const isOn = subscription.status.is === 'on'
  const Icon = isOn ? Pause : Play
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CompareButton subscription={subscription} />
      {subscription.hold === null && (
        <Button
          busy={pause.isPending}
          icon={<Icon aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => pause.mutate({ flowId: subscription.flowId, paused: isOn })}
        >
          {isOn ? 'Pause' : 'Resume'}
        </Button>
      )}
    </div>
  )
}

/**
 * Returns the Event URL and Signing Secret of a subscription as label and content. Values that may be copied
 * have buttons.
 */
const addressFacts = (subscription: Subscription, mayCopy: boolean): [string, ReactNode][] => {
  const { terms, tokenTail } = subscription
  if (!mayCopy) return [['Event URL', `…/e/…${tokenTail}`]]
  if (!hasEventUrl(terms)) return []
  return [
    ['Event URL', <MaskedEventUrl key="url" subscription={subscription} />],
    ...(terms.secretByHand
      ? [
          ['Signing Secret', <SigningSecret key="secret" subscription={subscription} />] as [
            string,
            ReactNode
          ]
        ]
      : [])
  ]
}

/** Prevents line breaks at the hyphens of a header's name. */
const unbroken = (name: string): string => name.replaceAll('-', '-\u2060')

/** Page of a subscription with all attempts to register and deregister it. */
export const RegistrationPage = () => {
  const { subscriptionId = '' } = useParams({ strict: false })
  const attemptsId = useId()
  const mayAct = usePerson().role !== 'viewer'
  const { data: registration, error } = useQuery(
    useTrpc().subscriptions.registration.queryOptions({ subscriptionId })
  )
  const canClose = registration !== undefined && isLeftover(registration) && mayAct
  // What was pressed goes with what was left.
  useFocusBack(canClose)
  const name = shownFlowName(registration?.flowName)
  usePageTitle(`${name} · Registration`)
  if (registration === undefined) {
    return error === null ? <Spinner /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const { subscription, event, entry, answersUntil, expiresAt, attempts, flowId } = registration
  const { word, tone, more } = formatRegistrationStatus(registration)
  const time = (at: number | null): string | null => (at === null ? null : formatFullTime(at))
  const hasSwitch = mayAct && isSwitchable(subscription)
  const startedAt = formatFullTime(subscription.startedAt)
  const changedAt = formatFullTime(subscription.since)
  const facts: [string, ReactNode][] = [
    ...addressFacts(subscription, hasSwitch),
    ['Started', startedAt],
    ['Verified by a request', time(registration.probedAt)],
    ['Last change', changedAt === startedAt ? null : changedAt],
    ['Accepts events until', time(answersUntil)],
    ['Expires', time(expiresAt)],
    ...registration.signatures.map(({ place, last }): [string, string | null] => [
      unbroken(signatureName(place)),
      last === null
        ? subscription.status.is === 'ended'
          ? null
          : 'Not matched yet'
        : `Key ${last.key + 1} last matched at ${formatFullTime(last.at)}`
    ]),
    [
      'Closed',
      entry?.status.is === 'closed' ? `${formatFullTime(entry.status.at)}: ${entry.status.reason}` : null
    ]
  ]
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
          {hasSwitch && <SwitchOf subscription={subscription} />}
          {more !== null && <p className="m-0 w-full text-body text-ink-2">{more}</p>}
        </header>
        {canClose && <Left registration={registration} />}
        <div className="grid grid-cols-[22rem_minmax(0,1fr)] items-start gap-x-12 gap-y-6 max-lg:grid-cols-1">
          <Facts label="Subscription" facts={facts.filter(([, value]) => value !== null)} />
          <section aria-labelledby={attemptsId} className="flex flex-col">
            <h2 id={attemptsId} className="m-0 flex min-h-8 items-center border-b border-line text-h3">
              Attempts
            </h2>
            {attempts.toReversed().map(act => (
              <AttemptPart
                key={act.attempt.id}
                subscription={subscription}
                connectorName={event?.connectorName ?? null}
                act={act}
              />
            ))}
          </section>
        </div>
      </div>
    </div>
  )
}
