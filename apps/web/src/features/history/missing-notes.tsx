import { Notice } from '@hookwright/ui'
import type { OpenedRun } from './api-types.ts'
import { formatMissing } from './format-missing.ts'

/** Warning about mapped values that were missing in a delivery. */
export const MissingNotes = ({ missing }: { missing: OpenedRun['missing'] }) =>
  formatMissing(missing).map(words => (
    <Notice key={words} tone="warn">
      {words}
    </Notice>
  ))
