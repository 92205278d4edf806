import { Button, cx } from '@hookwright/ui'
import { ArrowUp, Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useLiveState } from '../../kit/api/use-live.ts'

/** Switch that pauses and resumes a live list. */
export const LiveSwitch = ({
  isPaused,
  onPause
}: {
  isPaused: boolean
  onPause: (paused: boolean) => void
}) => {
  const heard = useLiveState()
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'list.pause',
          label: isPaused ? 'Resume live updates' : 'Pause live updates',
          group: 'List',
          icon: isPaused ? Play : Pause,
          keys: ['P'],
          run: () => onPause(!isPaused)
        }
      ],
      [isPaused, onPause]
    )
  )
  const isLive = !isPaused && heard === 'live'
  const Icon = isPaused ? Play : Pause
  return (
    <div className="flex items-center gap-2">
      <span
        aria-live="polite"
        className={cx('flex items-center gap-1.5 text-label', isLive ? 'text-ok' : 'text-warn')}
      >
        <span aria-hidden className={cx('size-2 rounded-full border-2 border-current', isLive && 'bg-ok')} />
        {isPaused ? 'Paused' : isLive ? 'Live' : 'Not live'}
      </span>
      <Button
        look="quiet"
        className="-mr-3 max-md:mr-0 max-md:w-10 max-md:px-0"
        icon={<Icon aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => onPause(!isPaused)}
      >
        <span className="max-md:sr-only">{isPaused ? 'Go live' : 'Pause'}</span>
      </Button>
    </div>
  )
}

/**
 * Button with the number of rows that arrived while the list was paused. A click shows them. Hidden if there
 * are none.
 */
export const NewPill = ({
  waiting: { count, more },
  onShow
}: {
  waiting: { count: number; more: boolean }
  onShow: () => void
}) =>
  count === 0 ? null : (
    <div className="pointer-events-none absolute inset-x-0 top-0.5 z-20 flex justify-center max-md:top-2">
      <button
        type="button"
        className="tabular pointer-events-auto inline-flex h-7 items-center gap-1 rounded-full bg-accent px-3 text-label text-on-accent shadow-2 hover:bg-accent-hover"
        onClick={onShow}
      >
        <ArrowUp aria-hidden className="size-3.5" strokeWidth={2} />
        {more ? `${count}+ new` : `${count} new`}
      </button>
    </div>
  )
