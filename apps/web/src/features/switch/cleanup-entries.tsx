import type { Id } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useLostFocus } from '../../kit/page/use-lost-focus.ts'
import { CloseWithReason } from './close-with-reason.tsx'
import { formatNextTry, isTrying } from './format-registration.ts'
import { RetryEntry } from './retry-entry.tsx'

const CloseEntry = ({ entryId }: { entryId: Id }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const close = useMutation(
    trpc.subscriptions.closeCleanupEntry.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() }),
          queries.invalidateQueries(trpc.flows.summaries.queryFilter())
        ])
    })
  )
  return (
    <CloseWithReason
      isBusy={close.isPending}
      fault={close.error === null ? null : faultOf(close.error).message}
      onClose={reason => close.mutate({ entryId, reason })}
    />
  )
}

/** Time of the next automatic retry, with a button that retries now. */
const NextTry = ({ entryId, subscriptionId }: { entryId: Id; subscriptionId: Id }) => {
  const { data: registration, error } = useQuery(
    useTrpc().subscriptions.registration.queryOptions({ subscriptionId, newest: 1 })
  )
  if (registration === undefined) {
    return error === null ? null : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  const tries = isTrying(registration)
  return (
    <>
      <p className="m-0 text-body text-ink-2">{tries ? 'Retrying now.' : formatNextTry(registration)}</p>
      {registration.mayRetry && <RetryEntry entryId={entryId} isTrying={tries} />}
    </>
  )
}

/**
 * List of a flow's open cleanup entries: resources that may still exist at its service.
 *
 * Each shows the next retry and has a button to close it. `onGone` is called when an entry with the focus is
 * removed while others remain.
 */
export const CleanupEntries = ({ flowId, onGone }: { flowId: Id; onGone: () => void }) => {
  const { data: entries, error } = useQuery(useTrpc().subscriptions.cleanupEntries.queryOptions())
  const open = (entries ?? []).filter(entry => entry.flowId === flowId && entry.status.is === 'open')
  useLostFocus(open.length, onGone)
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  return (
    <ul aria-label="Cleanup entries" className="flex list-none flex-col gap-3 empty:hidden">
      {open.map(({ id, openedAt, subscriptionId }) => (
        <li key={id} className="flex flex-col gap-1.5 border-t border-line pt-2">
          <Link
            to="/registrations/$subscriptionId"
            params={{ subscriptionId }}
            className="inline-flex min-h-6 w-fit items-center text-small text-accent-text underline"
          >
            Cleanup entry, open since {minuteTime(openedAt)}
          </Link>
          <NextTry entryId={id} subscriptionId={subscriptionId} />
          <CloseEntry entryId={id} />
        </li>
      ))}
    </ul>
  )
}
