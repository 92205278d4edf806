import { Button } from '@hookwright/ui'

/** Cancel and Apply buttons of a dialog that applies all its changes at once. */
export const ApplyButtons = ({
  isBlocked,
  onCancel,
  onApply
}: {
  /** True while the draft cannot be applied. */
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
