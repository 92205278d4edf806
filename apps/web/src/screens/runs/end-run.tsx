import type { Run } from '@hookwright/model'
import { AlertDialog } from '@hookwright/ui'
import { formatEndRun } from './format-end-run.ts'

/** Dialog that confirms the end of a run that waits or is on hold, and lists the lost data. */
export const EndRun = ({
  open,
  onOpenChange,
  run,
  busy,
  onEnd
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  run: Run
  busy: boolean
  onEnd: () => void
}) => {
  const { act, lost } = formatEndRun(run)
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`${act} the run?`}
      confirm={`${act} the run`}
      dismiss="Keep run"
      busy={busy}
      onConfirm={onEnd}
    >
      <div className="flex flex-col gap-3">
        {lost.map(sentence => (
          <p key={sentence} className="m-0">
            {sentence}
          </p>
        ))}
      </div>
    </AlertDialog>
  )
}
