import type { Id } from '@hookwright/model'
import { Button, buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ClipboardCopy, Pause, Play, RotateCcw } from 'lucide-react'
import type { Outcome } from './outcome.ts'
import type { SwitchState } from './switch-state.ts'

/**
 * Footer of a switch panel, with buttons for the possible actions.
 *
 * While the flow is turning on, they cancel or hide the panel. While it is on, they pause or resume it.
 * Otherwise they open the cleanup, the refused connection or the failed card, try again, or copy the report.
 */
export const OutcomeFoot = ({
  switchState,
  failed,
  refused,
  subscriptionId,
  repairing,
  onCancel,
  onTryAgain,
  onPause,
  onCopyReport,
  onClose
}: {
  switchState: SwitchState
  failed: Outcome['failed']
  /** Id of the connection with credentials that the service refused; null for none. */
  refused: Id | null
  subscriptionId: Id | null
  /** True when the flow will be turned on again automatically, unless the user turns it off. */
  repairing: boolean
  onCancel: () => void
  onTryAgain: () => void
  onPause: (paused: boolean) => void
  onCopyReport: () => void
  onClose: () => void
}) => {
  if (switchState.is === 'turning-on') {
    return (
      <div className="flex flex-wrap gap-2">
        <Button size="card" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="card" look="quiet" onClick={onClose}>
          Hide and keep working
        </Button>
      </div>
    )
  }
  if (switchState.is === 'paused') {
    return (
      <Button
        size="card"
        icon={<Play aria-hidden className="size-3.5" strokeWidth={1.75} />}
        className="self-start"
        onClick={() => onPause(false)}
      >
        Resume
      </Button>
    )
  }
  if (switchState.is === 'on') {
    return (
      <Button
        size="card"
        icon={<Pause aria-hidden className="size-3.5" strokeWidth={1.75} />}
        className="self-start"
        onClick={() => onPause(true)}
      >
        Pause
      </Button>
    )
  }
  if (switchState.is !== 'off' || switchState.after === null) return null
  return (
    <div className="flex flex-wrap gap-2">
      {switchState.after.how === 'uncertain' && subscriptionId !== null && (
        <Link
          to="/registrations/$subscriptionId"
          params={{ subscriptionId }}
          className={buttonClass({ size: 'card' })}
        >
          Open registration
        </Link>
      )}
      {refused !== null && (
        <Link to="/connections" search={{ connection: refused }} className={buttonClass({ size: 'card' })}>
          Open connection
        </Link>
      )}
      {failed !== null && (
        <Link
          to="/connectors/$connectorId/flows/$flowId"
          params={failed}
          search={{ card: failed.card }}
          className={buttonClass({ size: 'card' })}
        >
          Open failed card
        </Link>
      )}
      {repairing && (
        <Button size="card" onClick={onCancel}>
          Keep the flow off
        </Button>
      )}
      <Button
        size="card"
        icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={1.75} />}
        onClick={onTryAgain}
      >
        Try again
      </Button>
      <Button
        size="card"
        look="quiet"
        icon={<ClipboardCopy aria-hidden className="size-3.5" strokeWidth={1.75} />}
        onClick={onCopyReport}
      >
        Copy report
      </Button>
    </div>
  )
}
