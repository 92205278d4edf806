import { lazy } from 'react'
import { OptionPart } from '../options/option-part.tsx'
import type { CardView } from '../view/card-view.ts'
import { measures } from '../view/measures.ts'
import { actionRows, NO_INPUTS_HEIGHT } from './rows.ts'

/** Text on the card while it has no inputs. */
const NoInputsPart = () => (
  <p
    className="m-0 px-3 text-small text-ink-3"
    style={{ height: NO_INPUTS_HEIGHT, lineHeight: `${measures.line}px` }}
  >
    Users type or map inputs. Add inputs in groups, and map them to the next cards.
  </p>
)

/** View of a Connector Action card in the maker's flow. */
export const actionView = {
  rows: params => actionRows(params, { Option: OptionPart, NoInputs: NoInputsPart }),
  dialogs: {
    options: lazy(async () => ({ default: (await import('../options/options-dialog.tsx')).OptionsDialog })),
    inputs: lazy(async () => ({ default: (await import('./dialog/inputs-dialog.tsx')).InputsDialog }))
  },
  branded: 'as-card',
  wide: true
} satisfies CardView
