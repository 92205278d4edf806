import { cx, Tooltip } from '@hookwright/ui'
import { useState } from 'react'
import type { LiveState } from '../api/live.ts'
import { useReach } from '../api/use-api.tsx'
import { useLiveState } from '../api/use-live.ts'
import { clockTime } from './clock-time.ts'

const words: Record<LiveState, string> = {
  live: 'Live: changes appear here automatically',
  connecting: 'Not live: reconnecting to Hookwright',
  closed: 'Not live: changes do not appear automatically'
}

/** Indicator of the live connection: filled when connected, an outline when the connection is lost. */
export const LiveDot = () => {
  const state = useLiveState()
  const isAway = useReach() === 'unreachable'
  const isLive = state === 'live' && !isAway
  /** Time at which the connection was lost; null while connected. */
  const [since, setSince] = useState<number | null>(null)
  if (isLive && since !== null) setSince(null)
  if (!isLive && since === null) setSince(Date.now())
  const said = isAway ? `Not live: no connection since ${clockTime(since ?? Date.now())}` : words[state]
  return (
    <Tooltip tip={said} side="right">
      <span role="img" aria-label={said} className="flex size-6 shrink-0 items-center justify-center">
        <span
          className={cx(
            'size-2 rounded-full',
            isLive ? 'bg-ok' : isAway ? 'border-2 border-warn' : 'border-2 border-line-strong'
          )}
        />
      </span>
    </Tooltip>
  )
}
