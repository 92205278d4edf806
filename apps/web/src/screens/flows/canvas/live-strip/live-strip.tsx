import { hasEventUrl, type Id, type Subscription } from '@hookwright/model'
import { cx, IconButton, lazyPart, Switch, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronUp, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CanvasUiState } from '../../../../features/canvas/ui-state/canvas-ui.ts'
import { useCanvas, useDoc, useUiState } from '../../../../features/canvas/use-canvas.tsx'
import type { ListedDelivery } from '../../../../features/history/api-types.ts'
import { deliveryResult } from '../../../../features/history/delivery-result.ts'
import { CallOf } from '../../../../features/switch/call-of.tsx'
import { isOn } from '../../../../features/switch/is-on.ts'
import { useTrpc } from '../../../../kit/api/use-api.tsx'
import { useLiveState } from '../../../../kit/api/use-live.ts'
import { clockTime, minuteClock } from '../../../../kit/page/clock-time.ts'
import { formatNumber, pluralOf } from '../../../../kit/page/format-count.ts'
import { useMedia } from '../../../../kit/page/use-media.ts'
import { usePanelFlag } from '../../../../kit/page/use-panel-flag.ts'
import { useStoredFlag } from '../../../../kit/page/use-stored-flag.ts'
import { PauseButton } from '../pause-button.tsx'
import { useAnnounceNew } from '../use-announce-new.ts'

/**
 * Returns the setting to follow live runs, stored in this browser. Manual panning turns it off on the current
 * page only.
 */
const useFollow = (): { follow: CanvasUiState['follow']; setFollow: (next: boolean) => void } => {
  const canvas = useCanvas()
  const [follows, keep] = useStoredFlag('follow-live', true)
  const follow = useUiState(ui => ui.follow)
  useEffect(() => canvas.ui.setState({ follow: follows ? 'on' : 'off' }), [canvas, follows])
  return {
    follow,
    setFollow: next => {
      keep(next)
      canvas.ui.setState({ follow: next ? 'on' : 'off' })
    }
  }
}

const lazyRow = lazyPart(() => import('./live-row.tsx'))
const lazyNone = lazyPart(() => import('./no-deliveries.tsx'))
const lazyBars = lazyPart(() => import('./minute-bars.tsx'))
const lazyRuns = lazyPart(() => import('../../../../features/canvas/live/live-runs.tsx'))

/** Number of newest deliveries to fetch, for the bars of the last minute. `SHOWN` of them are listed. */
const READ = 20
const SHOWN = 3

const noRows: ListedDelivery[] = []

const linkClass =
  'flex h-6 shrink-0 items-center rounded-xs px-1 font-medium text-accent-text hover:underline'

const formatDeliveryCount = ({ count, more }: { count: number; more: boolean }): string =>
  `${formatNumber(count)}${more ? '+' : ''} ${pluralOf(more ? 2 : count, 'delivery', 'deliveries')}`

/**
 * Returns true if the link "Why?" is shown: the flow is on without deliveries, or the newest delivery did not
 * succeed.
 */
const isDoubtful = (last: ListedDelivery | undefined, isOff: boolean): boolean => {
  if (last === undefined) return !isOff
  const came = deliveryResult(last)
  return (
    last.status.is === 'refused' || last.status.is === 'filtered' || came === 'failed' || came === 'on-hold'
  )
}

const marks = {
  on: { word: 'Live', look: 'bg-ok' },
  'turning-on': { word: 'Turning on', look: 'bg-busy' },
  paused: { word: 'Paused', look: 'bg-warn' },
  'on-hold': { word: 'On hold', look: 'bg-warn' },
  off: { look: 'border-2 border-line-strong' },
  deaf: { word: 'Not live', look: 'border-2 border-warn' }
}

/** Returns the state of a flow's subscription as shown on the strip. */
const stripStateOf = (subscription: Subscription | undefined): keyof typeof marks => {
  const is = subscription?.status.is
  if (is === 'registering') return 'turning-on'
  if (subscription?.hold && is === 'paused') return 'on-hold'
  return is === 'on' || is === 'paused' ? is : 'off'
}

/**
 * Live strip of a flow: number of deliveries, newest deliveries and their outcomes. On a small screen, the
 * newest deliveries are collapsed at first.
 */
export const LiveStrip = ({ flowId }: { flowId: Id }) => {
  const isSmall = useMedia('(max-width: 767px)')
  const trpc = useTrpc()
  const live = useLiveState()
  const [isOpen, setOpen] = usePanelFlag(isSmall ? 'live-strip-small' : 'live-strip', !isSmall)
  const { data: progress } = useQuery(trpc.subscriptions.progress.queryOptions({ flowId }))
  const switchState = live === 'live' ? stripStateOf(progress?.subscription) : 'deaf'
  // Before its state is known, nothing is offered that only a flow that is off needs.
  const isOff = switchState === 'off' && progress !== undefined
  const name = useDoc(doc => doc.about.name)
  const { data: tally } = useQuery(trpc.flows.tally.queryOptions({ flowId }))
  const counted = tally?.deliveries
  const { data } = useQuery(trpc.deliveries.list.queryOptions({ flowId, limit: READ }))
  useAnnounceNew(counted?.count)
  const rows = data?.rows ?? noRows
  const [last] = rows
  const asksWhy = data !== undefined && isDoubtful(last, isOff)
  const shown = useLazy(lazyRow, isOpen && last !== undefined)
  const none = useLazy(lazyNone, data !== undefined && last === undefined)
  const bars = useLazy(lazyBars, !isSmall && last !== undefined)
  const [openedAt] = useState(() => Date.now())
  const { follow, setFollow } = useFollow()
  const playAgain = useUiState(ui => ui.playAgain)
  const lastRun = last?.run
  // The menu of the Event URL plays it, too.
  const hasMenu = progress != null && isOn(progress) && hasEventUrl(progress.subscription.terms)
  const runs = useLazy(lazyRuns, follow !== 'off' && last !== undefined)
  const running = rows.filter(({ run }) => run?.status.is === 'running').length
  // The rows are told of sooner than they are counted.
  const all = { count: Math.max(counted?.count ?? 0, rows.length), more: counted?.more ?? false }
  return (
    <section aria-label="Live" data-foot className="shrink-0 border-t border-line bg-surface">
      <div className="flex h-10 items-center gap-2.5 pr-2 pl-4 text-small text-ink-2 max-md:h-12">
        <span aria-hidden className={cx('size-2 shrink-0 rounded-full', marks[switchState].look)} />
        {/* The switch at the top says that a flow is off. */}
        {switchState !== 'off' && <span className="text-label text-ink">{marks[switchState].word}</span>}
        <span className={cx('tabular min-w-0 truncate', isSmall && 'grow')}>
          {last === undefined
            ? none && (
                <none.NextStep
                  isOff={isOff}
                  isTurningOff={progress?.subscription.status.is === 'deregistering'}
                  isSmall={isSmall}
                />
              )
            : `${formatDeliveryCount(all)}${running > 0 ? ` · ${running} running` : ''} · ${isSmall ? minuteClock(last.receivedAt) : `last ${clockTime(last.receivedAt)}`}`}
        </span>
        {bars && <bars.MinuteBars rows={rows} />}
        {!isSmall && <span className="grow" />}
        {!isSmall && <CallOf flowId={flowId} />}
        {!isSmall && !hasMenu && playAgain !== null && lastRun?.finishedAt != null && (
          <IconButton
            size="small"
            label="Play last run"
            icon={<Play aria-hidden />}
            onClick={() => playAgain(lastRun.id)}
          />
        )}
        {!isSmall && !isOff && (
          <Switch
            label="Follow live"
            checked={follow === 'on'}
            onCheckedChange={setFollow}
            className="shrink-0 px-1"
          />
        )}
        {(switchState === 'on' || switchState === 'paused') && (
          <PauseButton flow={{ id: flowId, name }} isPaused={switchState === 'paused'} />
        )}
        {asksWhy && (
          <Link to="/flows/$flowId/why" params={{ flowId }} className={linkClass}>
            Why didn’t it run?
          </Link>
        )}
        {last !== undefined && (
          <>
            {!(isSmall && asksWhy) && (
              <Link to="/flows/$flowId/deliveries" params={{ flowId }} className={linkClass}>
                All deliveries
              </Link>
            )}
            <IconButton
              size="small"
              label={isOpen ? 'Hide the newest deliveries' : 'Show the newest deliveries'}
              aria-expanded={isOpen}
              icon={isOpen ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
              onClick={() => setOpen(!isOpen)}
            />
          </>
        )}
      </div>
      {isOpen && last !== undefined && shown && (
        <ul aria-label="Newest deliveries" className="m-0 list-none border-t border-line p-0">
          {rows.slice(0, SHOWN).map(row => (
            <shown.LiveRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      {runs && follow !== 'off' && <runs.LiveRuns flowId={flowId} since={openedAt} />}
    </section>
  )
}
