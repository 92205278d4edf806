import { Notice } from '@hookwright/ui'
import { missingWords } from './format-missing.ts'
import type { OpenRunTold } from './told.ts'

/** Warns of what came to nothing in a delivery although it is mapped. */
export const MissingNotes = ({ missing }: { missing: OpenRunTold['missing'] }) =>
  missingWords(missing).map(words => (
    <Notice key={words} tone="warn">
      {words}
    </Notice>
  ))
