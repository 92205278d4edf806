import { Notice } from '@hookwright/ui'
import type { OpenedRun } from './api-types.ts'
import { formatMissing } from './format-missing.ts'

/** Warning about mapped values that a delivery did not have. */
export const MissingNotes = ({ missing }: { missing: OpenedRun['missing'] }) =>
  formatMissing(missing).map(words => (
    <Notice key={words} tone="warn">
      {words}
    </Notice>
  ))
