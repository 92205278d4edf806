import { type Id, openGapOf } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { History, TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import { formatCompared } from '../../../features/switch/format-compared.ts'
import { formatGap, formatLifetime } from '../../../features/switch/format-lifetime.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import type { Found } from './use-lifetime.ts'

/**
 * Maximum number of gaps shown. A gap is a time without a subscription, in which events may have been missed.
 */
const SHOWN = 2

/**
 * Panel on the expiry of a subscription at its service, and on gaps in which events may have been missed. It
 * has buttons to renew the subscription and to compare it with the service.
 */
export const LifetimePanel = ({ flowId, life, now, subscription }: { flowId: Id } & Found) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() })
  // What the last comparison offers is out of date once something was done about it.
  const closeOffer = useRef(() => {})
  const options = { onMutate: () => closeOffer.current(), onError: notifier.failed, onSettled: again }
  const renew = useMutation(trpc.subscriptions.renewNow.mutationOptions(options))
  const anew = useMutation(trpc.subscriptions.rotate.mutationOptions(options))
  const words = formatLifetime(life, now)
  // What the service does not end by itself nothing renews, so somebody has to register it anew where it was lost.
  const mend = words === null ? { label: 'Register again', act: anew } : { label: 'Renew now', act: renew }
  const canMend = words !== null || openGapOf(life.gaps) !== null
  const compare = useMutation(
    trpc.subscriptions.compare.mutationOptions({
      ...options,
      onSuccess: came => {
        if (came.missing.length === 0) notifier.done(formatCompared(came))
        else {
          const action = { label: mend.label, run: () => mend.act.mutate({ flowId }) }
          closeOffer.current = notifier.warns(formatCompared(came), action)
        }
      }
    })
  )
  const gaps = life.gaps.slice(-SHOWN)
  const lists = subscription.terms.listing !== undefined
  if (words === null && gaps.length === 0 && !lists) return null
  return (
    <section aria-label="Subscription at the service" className="shrink-0 border-t border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1.5 py-1 pr-2 pl-4 max-md:py-2 text-small text-ink-2">
        <p className="m-0 flex min-w-0 grow basis-72 items-start gap-2">
          <History aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          <span className="min-w-0">
            {words === null ? (
              'The subscription does not expire.'
            ) : (
              <>
                <span className={cx('text-label', words.isLate ? 'text-warn' : 'text-ink')}>
                  {words.says}
                </span>
                ; {words.ends}.
                {words.why !== null && (
                  <>
                    {' '}
                    <span className="[overflow-wrap:anywhere]">{words.why}</span>{' '}
                    <Link
                      to="/registrations/$subscriptionId"
                      params={{ subscriptionId: subscription.id }}
                      className="rounded-xs text-accent-text underline"
                    >
                      Show attempts
                    </Link>
                  </>
                )}
              </>
            )}
          </span>
        </p>
        {canMend && (
          <Button size="card" busy={mend.act.isPending} onClick={() => mend.act.mutate({ flowId })}>
            {mend.label}
          </Button>
        )}
        {lists && (
          <Button size="card" busy={compare.isPending} onClick={() => compare.mutate({ flowId })}>
            Compare with the service
          </Button>
        )}
      </div>
      {gaps.length > 0 && (
        <ul aria-label="Gaps" className="m-0 list-none p-0 pr-2 pb-1.5 pl-4">
          {gaps.map(gap => (
            <li key={gap.from} className="flex items-start gap-2 py-0.5 text-small text-ink-2">
              <TriangleAlert
                aria-hidden
                className={cx('mt-0.5 size-4 shrink-0', gap.to === null ? 'text-warn' : 'text-ink-3')}
                strokeWidth={1.75}
              />
              <span className="min-w-0 break-words">{formatGap(gap)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
