import type { Id } from '@hookwright/model'
import { hasEnded, runStatusText } from '@hookwright/model'
import { Button, lazyPart, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Braces } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useStore } from 'zustand'
import { toggleValues } from '../../../../features/canvas/commands/toggle-values.ts'
import { useCanvas, useDoc } from '../../../../features/canvas/use-canvas.tsx'
import { isOn } from '../../../../features/switch/is-on.ts'
import { useTrpc } from '../../../../kit/api/use-api.tsx'
import { clockTime, secondTime } from '../../../../kit/page/clock-time.ts'
import { useMedia } from '../../../../kit/page/use-media.ts'
import { type LastRun, useLastRun } from './use-last-run.ts'

const lazyPlayback = lazyPart(() => import('./past-playback.tsx'))

const linkClass = 'rounded-xs font-medium text-accent-text underline'

/** Formats the start time of a run: only the time of day if it is today, otherwise with the date. */
const when = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? clockTime(at) : secondTime(at)

const RunLink = ({ last: { run } }: { last: Extract<LastRun, { is: 'ended' }> }) => (
  <Link to="/runs/$runId" params={{ runId: run.id }} className={linkClass}>
    the run {when(run.startedAt)}, {runStatusText(run.status.is)}
  </Link>
)

const ToLastRun = ({ onShow }: { onShow: () => void }) => (
  <Link to="." search={({ run: _, step: __, ...others }) => others} className={linkClass} onClick={onShow}>
    Show last run
  </Link>
)

/** Text that identifies the run of the displayed values, or explains why there are none. */
const ValuesText = ({
  last,
  mayArrive,
  onLast
}: {
  last: LastRun
  mayArrive: boolean
  onLast: () => void
}): ReactNode => {
  const canvas = useCanvas()
  const saveAll = useDoc(doc => doc.about.saveAll)
  switch (last.is) {
    case 'asked':
      return 'Loading the last run…'
    case 'none':
      if (canvas.kind() === 'helper')
        return 'Helper flows run inside the flows that call them, so their values are shown there.'
      return mayArrive
        ? 'No runs yet. Send a test event to see values.'
        : 'No runs yet. Turn the flow on and send a test event to see values.'
    case 'under-way':
      return 'No run has ended yet. Values appear after the first run.'
    case 'gone':
      return (
        <>
          The run in this link does not belong to this flow, or was deleted after its retention period.{' '}
          <ToLastRun onShow={onLast} />
        </>
      )
    case 'ended':
      if (last.kept)
        return (
          <>
            Values {last.step !== undefined && `up to step ${last.step} `}of <RunLink last={last} />
            {last.isChosen && (
              <>
                {', from the link. '}
                <ToLastRun onShow={onLast} />
              </>
            )}
          </>
        )
      return (
        <>
          No values were stored for <RunLink last={last} />
          {saveAll
            ? '. The next run will show its values.'
            : ' because “Save all data” is off for this flow. '}
          {!saveAll && (
            <button
              type="button"
              className={linkClass}
              onClick={() => canvas.ui.setState({ dialog: 'save' })}
            >
              Change setting
            </button>
          )}
        </>
      )
  }
}

/**
 * Returns true if the values need no explanation: those of the last run, complete and not selected by the
 * URL.
 */
const needsNoExplanation = (last: LastRun): boolean =>
  last.is === 'ended' ? last.kept && !last.isChosen && last.step === undefined : last.is !== 'gone'

/**
 * Strip that says which run the values on the cards come from. It is hidden while they are simply those of
 * the last run, unless the user asked to see values.
 */
export const ValuesStrip = ({ flowId }: { flowId: Id }) => {
  const canvas = useCanvas()
  const { values, asked } = useStore(canvas.run)
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const last = useLastRun(flowId)
  const isTest = useStore(canvas.run, ({ shown }) => shown !== null && shown.past === undefined)
  const strip = useRef<HTMLElement>(null)
  const isSmall = useMedia('(max-width: 1023px)')
  const mayPlay = !isTest && !isSmall && last.is === 'ended' && last.isChosen && hasEnded(last.run.status)
  const playback = useLazy(lazyPlayback, mayPlay)
  if (!values || (!asked && !isTest && needsNoExplanation(last))) return null
  return (
    <section
      ref={strip}
      tabIndex={-1}
      aria-label="Values"
      className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-surface py-1 pr-2 pl-4 text-small text-ink-2 outline-none"
    >
      <Braces aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <p className="m-0 min-w-0 grow">
        {isTest ? (
          'Values of the last test run in this editor.'
        ) : (
          <ValuesText
            last={last}
            mayArrive={progress != null && isOn(progress)}
            // The link goes with what it led to; the keyboard stays here, where the last run is named then.
            onLast={() => {
              canvas.run.setState({ asked: true })
              strip.current?.focus()
            }}
          />
        )}
      </p>
      {playback !== null && mayPlay && <playback.PastPlayback run={last.run} steps={last.run.steps ?? []} />}
      <Button size="card" look="quiet" onClick={() => toggleValues(canvas)}>
        Hide values
      </Button>
    </section>
  )
}
