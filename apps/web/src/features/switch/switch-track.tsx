import type { Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { Ref } from 'react'
import { isPaused, passedOf, type SwitchState } from './switch-state.ts'
import { useNow } from './use-now.ts'

/** Update interval of the progress ring on the knob, short enough for smooth growth. */
const TICK: Millis = 200

const wordOf = (switchState: SwitchState, seconds: number): string => {
  switch (switchState.is) {
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

/**
 * CSS classes of the track, by state. In the state `off` the track has only a border, since a filled track
 * would have too little contrast.
 */
const tracks: Record<SwitchState['is'], string> = {
  off: 'border border-line-strong text-ink-2',
  'turning-on': 'bg-busy text-on-accent',
  on: 'bg-ok text-on-accent',
  paused: 'bg-warn text-on-accent',
  'on-hold': 'bg-warn text-on-accent',
  'turning-off': 'bg-busy text-on-accent'
}

/** Horizontal position of the knob. In the state `off` the border takes up one pixel. */
const knobPlaces = {
  small: { right: 'left-4.75', off: 'left-0.5', left: 'left-0.75' },
  large: { right: 'left-[calc(100%-1.75rem)]', off: 'left-0.75', left: 'left-1' }
}

const RADIUS = 7.5
const ROUND = 2 * Math.PI * RADIUS
const ring = { cx: 12, cy: 12, r: RADIUS, fill: 'none', strokeWidth: 4 }

/**
 * Progress ring on the knob. It is hidden if the user prefers reduced motion; then only the seconds are
 * shown.
 */
const KnobRing = ({ part, isSmall }: { part: number; isSmall: boolean }) => (
  <svg
    aria-hidden
    viewBox="0 0 24 24"
    className={cx('-rotate-90 motion-reduce:hidden', isSmall ? 'size-3.5' : 'size-6')}
  >
    <circle {...ring} className="stroke-busy-soft" />
    <circle {...ring} strokeDasharray={ROUND} strokeDashoffset={ROUND * (1 - part)} className="stroke-busy" />
  </svg>
)

/** Switch control of 64 by 32 pixels with a label inside, or smaller in a list. The caller handles clicks. */
export const SwitchTrack = ({
  ref,
  name,
  switchState,
  ahead,
  warns,
  disabled,
  tip,
  describedBy,
  onClick,
  isSmall = false
}: {
  ref?: Ref<HTMLButtonElement>
  /** Name of the flow. */
  name: string
  switchState: SwitchState
  /** Difference between the server clock and the local clock, to be added to local times. */
  ahead: Millis
  /** Shows an amber dot for a state that needs attention. */
  warns: boolean
  disabled: boolean
  tip?: string | undefined
  describedBy: string
  onClick: () => void
  /** Size of 36 by 20 pixels without a visible label, for lists. */
  isSmall?: boolean
}) => {
  const busy = switchState.is === 'turning-on' || switchState.is === 'turning-off'
  const now = useNow(busy ? TICK : null) + ahead
  const { seconds, part } = busy ? passedOf(switchState, now) : { seconds: 0, part: 0 }
  const right = switchState.is === 'on' || isPaused(switchState) || switchState.is === 'turning-on'
  const failed =
    switchState.is === 'off' && switchState.after !== null && switchState.after.how !== 'cancelled'
  return (
    <button
      ref={ref}
      type="button"
      role="switch"
      aria-checked={switchState.is === 'on' || isPaused(switchState)}
      aria-busy={busy}
      aria-label={name}
      aria-describedby={describedBy}
      title={tip}
      disabled={disabled}
      onClick={onClick}
      className={cx(
        'relative shrink-0 rounded-full text-label font-semibold select-none transition-colors duration-(--dur-2) disabled:cursor-not-allowed disabled:opacity-60',
        isSmall
          ? // Small to look at, not to hit.
            'h-5 w-9 after:absolute after:-inset-1.5 max-md:after:-inset-2.5'
          : isPaused(switchState)
            ? 'h-8 w-23'
            : 'h-8 w-16',
        tracks[switchState.is],
        failed && 'outline-2 outline-offset-2 outline-err not-focus-visible:outline-solid'
      )}
    >
      <span
        aria-hidden
        className={cx(
          isSmall ? 'sr-only' : 'tabular absolute inset-y-0 flex items-center',
          right ? 'left-3' : 'right-3'
        )}
      >
        {wordOf(switchState, seconds)}
      </span>
      <span
        aria-hidden
        className={cx(
          'absolute top-1/2 flex -translate-y-1/2 items-center justify-center rounded-full transition-[left] duration-(--dur-2)',
          isSmall ? 'size-3.5' : 'size-6',
          switchState.is === 'off' ? 'bg-line-strong' : 'bg-surface',
          knobPlaces[isSmall ? 'small' : 'large'][right ? 'right' : switchState.is === 'off' ? 'off' : 'left']
        )}
      >
        {busy && <KnobRing part={part} isSmall={isSmall} />}
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
