import type { Problem } from '@hookwright/model'
import { Button, Dialog, Notice } from '@hookwright/ui'
import { CircleCheck } from 'lucide-react'
import { formatCount } from '../../../kit/page/format-count.ts'

/** Maximum number of problems listed. */
const LISTED = 6

/**
 * Dialog to use another version of the event or of actions in a draft. It shows the problems that the change
 * causes.
 */
export const UseVersionDialog = ({
  connectorName,
  from,
  to,
  problems,
  dropped,
  onUse,
  onClose
}: {
  connectorName: string
  /** Version in use; null if the cards use several versions. */
  from: number | null
  to: number
  problems: readonly Problem[]
  /** Labels of inputs that the other version does not have; their values are removed. */
  dropped: readonly string[]
  onUse: () => void
  onClose: () => void
}) => {
  const left = problems.length - LISTED
  return (
    <Dialog open onOpenChange={open => !open && onClose()} title={`Use version ${to} of ${connectorName}`}>
      <div className="flex flex-col gap-4">
        <p className="tabular m-0 text-body text-ink-2">
          {from === null
            ? 'Only the draft changes, and you can undo the update.'
            : `Version ${from} → version ${to}. Only the draft changes, and you can go back to version ${from}.`}
        </p>
        {problems.length === 0 ? (
          <p className="m-0 flex items-center gap-2 text-body text-ink">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" strokeWidth={1.75} />
            {dropped.length === 0 && 'Options and mapped values are kept. '}There are no problems to fix.
          </p>
        ) : (
          <>
            <Notice tone="warn">
              {formatCount(problems.length, 'problem has', 'problems have')} to be fixed before the flow can
              be turned on.
            </Notice>
            <ul aria-label="Problems with the new version" className="m-0 flex list-none flex-col p-0">
              {problems.slice(0, LISTED).map((problem, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: problems have no ids; the list does not change.
                <li key={index} className="border-t border-line py-2 text-body wrap-anywhere text-ink">
                  {problem.message}
                </li>
              ))}
              {left > 0 && (
                <li className="border-t border-line py-2 text-body text-ink-2">
                  {formatCount(left, 'more problem')}
                </li>
              )}
            </ul>
          </>
        )}
        {dropped.length > 0 && (
          <ul aria-label="Removed values" className="m-0 flex list-none flex-col p-0">
            {dropped.map(label => (
              <li key={label} className="border-t border-line py-2 text-body wrap-anywhere text-ink">
                “{label}” is removed with its value.
              </li>
            ))}
          </ul>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={onUse}>
            Use version {to}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
