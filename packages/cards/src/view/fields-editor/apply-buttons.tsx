import { Button } from '@hookwright/ui'

/** The buttons at the foot of a dialog whose changes are applied as one. */
export const ApplyButtons = ({
  isBlocked,
  onCancel,
  onApply
}: {
  /** True while something keeps the draft from being applied. */
  isBlocked: boolean
  onCancel: () => void
  onApply: () => void
}) => (
  <>
    <Button onClick={onCancel}>Cancel</Button>
    <Button look="primary" disabled={isBlocked} aria-keyshortcuts="Control+Enter" onClick={onApply}>
      Apply
    </Button>
  </>
)
