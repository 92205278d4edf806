import { Badge, Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { ListedSubscription } from './api-types.ts'
import { formatClient } from './format-call.ts'

/** Returns “Suspended” or “Failing” for a subscription; null for an active one. */
const stateOf = ({ suspended, failedSince }: ListedSubscription): string | null => {
  if (suspended) return 'Suspended'
  return failedSince === null ? null : 'Failing'
}

const Row = ({
  subscription,
  busy,
  onEnd
}: {
  subscription: ListedSubscription
  busy: boolean
  onEnd: () => void
}) => {
  const { name, clientName, host, flowId, lastEventAt } = subscription
  const state = stateOf(subscription)
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-60 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="rounded-xs font-code text-small wrap-anywhere text-ink hover:underline"
          >
            {name}
          </Link>
          {state !== null && <Badge tone="warn">{state}</Badge>}
        </span>
        <span className="text-small wrap-anywhere text-ink-3">
          {formatClient({ name: clientName, host })}
        </span>
      </div>
      <span className="ml-auto flex shrink-0 items-center gap-4 text-small text-ink-3">
        <span>
          {lastEventAt === null ? 'No event yet' : `Last event ${formatAgo(lastEventAt, Date.now())}`}
        </span>
        <Button
          size="card"
          disabled={busy}
          aria-label={`End the subscription of ${clientName} to ${name}`}
          onClick={onEnd}
        >
          End
        </Button>
      </span>
    </li>
  )
}

/** Subscriptions of the person's clients to events. */
export const SubscriptionList = ({ subscriptions }: { subscriptions: readonly ListedSubscription[] }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const end = useMutation(
    trpc.agents.endSubscription.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.agents.pathKey() })
    })
  )
  const endOne = async ({ id, clientName, name }: ListedSubscription): Promise<void> => {
    await end.mutateAsync({ eventSubscriptionId: id, clientName, event: name })
    notifier.done(`The subscription of “${clientName}” has ended.`)
  }
  return (
    <ul aria-label="Subscriptions" className="m-0 flex list-none flex-col p-0">
      {subscriptions.map(subscription => (
        <Row
          key={subscription.id}
          subscription={subscription}
          busy={end.isPending && end.variables.eventSubscriptionId === subscription.id}
          onEnd={() => notifier.ifFails(endOne(subscription))}
        />
      ))}
    </ul>
  )
}
