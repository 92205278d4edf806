import { cx, Tooltip } from '@hookwright/ui'
import type { LiveState } from './live.ts'
import { useLiveState } from './use-live.ts'

const words: Record<LiveState, string> = {
  live: 'Live: changes appear here automatically',
  connecting: 'Not live: reconnecting to Hookwright',
  closed: 'Not live: changes do not appear automatically'
}

/** Indicator of the live connection: a filled dot when connected, otherwise a ring. */
export const LiveDot = () => {
  const state = useLiveState()
  return (
    <Tooltip tip={words[state]}>
      <span
        role="img"
        aria-label={words[state]}
        className="flex size-6 shrink-0 items-center justify-center max-sm:hidden"
      >
        <span
          className={cx('size-2 rounded-full border-2', state === 'live' ? 'border-ok bg-ok' : 'border-warn')}
        />
      </span>
    </Tooltip>
  )
}
