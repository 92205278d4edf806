import { lazy } from 'react'
import type { CardView } from '../view/card-view.ts'
import { NoOutputsPart } from './no-outputs-part.tsx'
import { returnOutputsRows } from './rows.ts'
import { RunModePart } from './run-mode-part.tsx'
import { returnOutputsWarnings } from './warnings.ts'

/** View of a Return Outputs card. */
export const returnOutputsLook = {
  rows: given => returnOutputsRows(given, { NoOutputs: NoOutputsPart, RunMode: RunModePart }),
  warnings: returnOutputsWarnings,
  dialogs: {
    outputs: lazy(async () => ({ default: (await import('./dialog/outputs-dialog.tsx')).OutputsDialog })),
    drift: lazy(async () => ({ default: (await import('./dialog/drift-dialog.tsx')).DriftDialog }))
  }
} satisfies CardView
