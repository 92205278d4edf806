import type { Pending } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import type { Ref } from 'react'
import { minuteOfDay } from './minute-of-day.ts'
import { formatPending, type Replacing, type SwitchState, turnOnFailureLabels } from './switch-state.ts'

const tones = {
  err: 'bg-err-soft text-err',
  warn: 'bg-warn-soft text-warn',
  busy: 'bg-busy-soft text-busy',
  neutral: 'bg-sunken text-ink-2'
}

/**
 * Returns the text and color of the chip next to a switch. Null if the switch itself already shows the state.
 *
 * `isOnSwitch` is set for a state that a large switch shows in its own label.
 */
export const chipOf = (params: {
  switchState: SwitchState
  isBlocked: boolean
  openCleanup: number
  pending: Pending['is']
  replacing: Replacing | null
}): { tone: keyof typeof tones; words: string; ask: string; isOnSwitch?: true } | null => {
  const { switchState, isBlocked, openCleanup, pending, replacing } = params
  if (switchState.is === 'turning-on') return { tone: 'busy', words: 'Turning on', ask: 'Log' }
  if (switchState.is === 'turning-off') {
    return { tone: 'busy', words: switchState.cancels ? 'Cancelling' : 'Turning off', ask: 'Log' }
  }
  if (switchState.is === 'off') {
    if (isBlocked) return { tone: 'err', words: 'Cannot be turned on', ask: 'Why?' }
    const { after } = switchState
    if (after !== null) {
      const words = `${turnOnFailureLabels[after.how]} ${minuteOfDay(after.at)}`
      return { tone: after.how === 'cancelled' ? 'neutral' : 'err', words, ask: 'Why?' }
    }
    if (openCleanup > 0) return { tone: 'warn', words: `${openCleanup} to clean up`, ask: 'Why?' }
    return null
  }
  if (replacing?.is === 'under-way') return { tone: 'busy', words: 'Registering again', ask: 'Log' }
  if (replacing?.is === 'failed') {
    return { tone: 'warn', words: `Registering again failed at ${minuteOfDay(replacing.at)}`, ask: 'Why?' }
  }
  if (switchState.is === 'on-hold')
    return { tone: 'warn', words: 'Runs on hold', ask: 'Why?', isOnSwitch: true }
  if (switchState.is === 'paused')
    return { tone: 'warn', words: 'Runs paused', ask: 'Resume', isOnSwitch: true }
  const differs = formatPending(pending)
  return differs === null ? null : { tone: 'warn', words: differs, ask: 'Show' }
}

/** Chip next to a switch, such as "Refused 14:02 · Why?". It is a button that opens the panel. */
export const SwitchChip = ({
  ref,
  chip,
  name,
  expanded,
  isApart,
  onClick
}: {
  ref: Ref<HTMLButtonElement>
  chip: NonNullable<ReturnType<typeof chipOf>>
  /** Name of the flow. */
  name: string
  expanded: boolean
  /** True for a chip that is apart from the switch, in a bar. It uses the available width. */
  isApart: boolean
  onClick: () => void
}) => (
  <button
    ref={ref}
    type="button"
    data-chip=""
    aria-expanded={expanded}
    aria-label={`${chip.words} · ${chip.ask} (${name})`}
    onClick={onClick}
    className={cx(
      'tabular inline-flex h-6 items-center gap-1 rounded-pill px-1.5 text-small font-medium whitespace-nowrap hover:underline',
      isApart && !chip.isOnSwitch ? 'min-w-0' : 'shrink-0',
      tones[chip.tone]
    )}
  >
    {!(isApart && chip.isOnSwitch) && (
      <>
        <span className={cx(isApart && 'truncate max-md:hidden')}>{chip.words}</span>
        <span aria-hidden className={cx(isApart && 'max-md:hidden')}>
          ·
        </span>
      </>
    )}
    <span className="shrink-0">{chip.ask}</span>
  </button>
)
