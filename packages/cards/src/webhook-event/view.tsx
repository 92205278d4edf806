import { lazy } from 'react'
import { OptionPart } from '../options/option-part.tsx'
import type { CardView } from '../view/card-view.ts'
import { ReceivingSummary } from './receiving/receiving-summary.tsx'
import { RegistrationSummary } from './registration/registration-summary.tsx'
import { webhookEventRows } from './rows.ts'
import { webhookEventWarnings } from './warnings.ts'

/** View of a Webhook Event card in the maker's flow that it starts. */
export const webhookEventView = {
  rows: params =>
    webhookEventRows(params, {
      Option: OptionPart,
      Registration: RegistrationSummary,
      Receiving: ReceivingSummary
    }),
  warnings: webhookEventWarnings,
  dialogs: {
    options: lazy(async () => ({ default: (await import('../options/options-dialog.tsx')).OptionsDialog })),
    receiving: lazy(async () => ({
      default: (await import('./receiving/receiving-dialog.tsx')).ReceivingDialog
    })),
    listen: lazy(async () => ({ default: (await import('./listen/listen-dialog.tsx')).ListenDialog })),
    registration: lazy(async () => ({
      default: (await import('./registration/registration-dialog.tsx')).RegistrationDialog
    }))
  },
  branded: 'as-card',
  wide: true
} satisfies CardView
