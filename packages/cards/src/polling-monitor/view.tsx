import { lazy } from 'react'
import { OptionPart } from '../options/option-part.tsx'
import type { CardView } from '../view/card-view.ts'
import { pollingMonitorRows } from './rows.ts'

/** View of a Polling Monitor card in the maker's flow. */
export const pollingMonitorView = {
  rows: params => pollingMonitorRows(params, OptionPart),
  dialogs: {
    options: lazy(async () => ({ default: (await import('../options/options-dialog.tsx')).OptionsDialog }))
  },
  branded: 'as-card',
  wide: true
} satisfies CardView
