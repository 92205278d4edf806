import { AlertDialog } from '@hookwright/ui'
import type { StartingRules } from './starting-rules.ts'

/** Asks whether rules that were filled in are to go for those of a service; null while none was chosen. */
export const ReplaceQuestion = ({
  of,
  onReplace,
  onClose
}: {
  of: StartingRules | null
  onReplace: (start: StartingRules) => void
  onClose: () => void
}) => (
  <AlertDialog
    open={of !== null}
    onOpenChange={next => !next && onClose()}
    title={
      of?.is === 'shape'
        ? `Replace the rules with “${of.name}”?`
        : `Replace the rules with those of ${of?.name ?? ''}?`
    }
    confirm="Replace"
    onConfirm={() => {
      onClose()
      if (of !== null) onReplace(of)
    }}
  >
    They take the place of the rules in all parts of this form, and what was filled in here by hand would be
    lost.
  </AlertDialog>
)
