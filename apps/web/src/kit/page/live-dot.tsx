import { cx, Tooltip } from '@hookwright/ui'
import { useState } from 'react'
import type { LiveState } from '../api/live.ts'
import { useServerState } from '../api/use-api.tsx'
import { useLiveState } from '../api/use-live.ts'
import { clockTime } from './clock-time.ts'

const words: Record<Exclude<LiveState, 'live'>, string> = {
  connecting: 'Not live: reconnecting to Hookwright',
  closed: 'Not live: reload the page to see changes'
}

/**
 * Indicator for a lost live connection. It appears after a second, so that it does not flash while a page is
 * loading.
 */
export const LiveDot = () => {
  const state = useLiveState()
  const isAway = useServerState() === 'unreachable'
  const isLive = state === 'live' && !isAway
  /** Time at which the connection was lost; null while connected. */
  const [since, setSince] = useState<number | null>(null)
  if (isLive && since !== null) setSince(null)
  if (!isLive && since === null) setSince(Date.now())
  if (state === 'live' && !isAway) return null
  const said = isAway
    ? `Not live: no connection since ${clockTime(since ?? Date.now())}`
    : words[state === 'live' ? 'connecting' : state]
  return (
    <Tooltip tip={said} side="right">
      <span
        role="img"
        aria-label={said}
        className="flex size-6 shrink-0 items-center justify-center transition-opacity delay-1000 starting:opacity-0"
      >
        <span className={cx('size-2 rounded-full border-2', isAway ? 'border-warn' : 'border-line-strong')} />
      </span>
    </Tooltip>
  )
}
