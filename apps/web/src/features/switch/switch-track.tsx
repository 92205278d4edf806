import type { Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { Ref } from 'react'
import { isPaused, passedOf, type Standing } from './standing.ts'
import { useNow } from './use-now.ts'

/** Often enough for a ring that grows without jumps. */
const TICK: Millis = 200

const wordOf = (standing: Standing, seconds: number): string => {
  switch (standing.is) {
    case 'off':
      return 'Off'
    case 'on':
      return 'On'
    case 'paused':
      return 'Paused'
    case 'on-hold':
      return 'On hold'
    case 'turning-on':
    case 'turning-off':
      return `${seconds} s`
  }
}

/** Off is drawn by its border: words on the border's own colour would be too faint. */
const tracks: Record<Standing['is'], string> = {
  off: 'border-2 border-line-strong bg-sunken text-ink-2',
  'turning-on': 'bg-busy text-on-accent',
  on: 'bg-ok text-on-accent',
  paused: 'bg-warn text-on-accent',
  'on-hold': 'bg-warn text-on-accent',
  'turning-off': 'bg-busy text-on-accent'
}

const RADIUS = 7.5
const ROUND = 2 * Math.PI * RADIUS
const ring = { cx: 12, cy: 12, r: RADIUS, fill: 'none', strokeWidth: 4 }

/** Ring on the knob that fills with time; with reduced motion only the seconds count. */
const KnobRing = ({ part }: { part: number }) => (
  <svg aria-hidden viewBox="0 0 24 24" className="size-6 -rotate-90 motion-reduce:hidden">
    <circle {...ring} className="stroke-busy-soft" />
    <circle {...ring} strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - part)} className="stroke-busy" />
  </svg>
)

/**
 * The switch control, 72 by 32 pixels, with its word inside.
 * The caller defines the effect of a click.
 */
export const SwitchTrack = ({
  ref,
  name,
  standing,
  ahead,
  warns,
  disabled,
  tip,
  describedBy,
  onClick,
  className
}: {
  ref?: Ref<HTMLButtonElement>
  /** The flow's. */
  name: string
  standing: Standing
  /** Offset of the server clock from the local clock; added to local times. */
  ahead: Millis
  /** Shows an amber dot: something needs attention. */
  warns: boolean
  disabled: boolean
  tip?: string | undefined
  describedBy: string
  onClick: () => void
  className?: string | undefined
}) => {
  const busy = standing.is === 'turning-on' || standing.is === 'turning-off'
  const now = useNow(busy ? TICK : null) + ahead
  const { seconds, part } = busy ? passedOf(standing, now) : { seconds: 0, part: 0 }
  const right = standing.is === 'on' || isPaused(standing) || standing.is === 'turning-on'
  const failed = standing.is === 'off' && standing.after !== null && standing.after.how !== 'cancelled'
  return (
    <button
      ref={ref}
      type="button"
      role="switch"
      aria-checked={standing.is === 'on' || isPaused(standing)}
      aria-busy={busy}
      aria-label={name}
      aria-describedby={describedBy}
      title={tip}
      disabled={disabled}
      onClick={onClick}
      className={cx(
        'relative h-8 shrink-0 rounded-full text-small select-none transition-colors duration-(--dur-2) disabled:cursor-not-allowed disabled:opacity-60',
        isPaused(standing) ? 'w-21' : 'w-18',
        tracks[standing.is],
        failed && 'outline-2 outline-offset-2 outline-err not-focus-visible:outline-solid',
        className
      )}
    >
      <span
        aria-hidden
        className={cx('tabular absolute inset-y-0 flex items-center', right ? 'left-2.5' : 'right-2.5')}
      >
        {wordOf(standing, seconds)}
      </span>
      <span
        aria-hidden
        className={cx(
          'absolute top-1/2 flex size-6 -translate-y-1/2 items-center justify-center rounded-full transition-[left] duration-(--dur-2)',
          standing.is === 'off' ? 'bg-line-strong' : 'bg-surface',
          right ? 'left-[calc(100%-1.75rem)]' : standing.is === 'off' ? 'left-0.5' : 'left-1'
        )}
      >
        {busy && <KnobRing part={part} />}
      </span>
      {warns && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-0.5 size-2.5 rounded-full border border-surface bg-warn"
        />
      )}
    </button>
  )
}
