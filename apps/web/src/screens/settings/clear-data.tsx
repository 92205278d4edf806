import { AlertDialog, RadioGroup } from '@hookwright/ui'
import { type ReactNode, useState } from 'react'

const choices = [
  {
    value: 'go-on',
    label: 'Clear data and keep saving',
    description: 'New data is still saved.'
  },
  {
    value: 'stop',
    label: 'Clear data and stop saving',
    description: '“Save all data” is turned off: bodies and values are erased when a run ends.'
  }
] as const

/** Dialog to choose how data is cleared, and to confirm. It shows which data is lost. */
export const ClearData = ({
  open,
  onOpenChange,
  what,
  busy,
  onClear
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Amount of data that will be cleared, and of data that cannot be cleared yet. */
  what: ReactNode
  busy: boolean
  onClear: (params: { thenStops: boolean }) => void
}) => {
  const [choice, choose] = useState<(typeof choices)[number]['value']>('go-on')
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Clear data?"
      confirm="Clear data"
      busy={busy}
      onConfirm={() => onClear({ thenStops: choice === 'stop' })}
    >
      <div className="flex flex-col gap-3">
        {what}
        <p className="m-0">
          Deliveries and runs stay in their lists. Cleared data cannot be restored or replayed.
        </p>
        <RadioGroup label="After clearing" choices={choices} value={choice} onValueChange={choose} />
      </div>
    </AlertDialog>
  )
}
