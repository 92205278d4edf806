import { lazyPart } from '@hookwright/ui'
import { lazy } from 'react'
import { OptionPart } from '../options/option-part.tsx'
import type { CardView } from '../view/card-view.ts'
import { LazyContent } from '../view/lazy-content.tsx'
import type { PartProps } from '../view/row.ts'
import { webhookEventRows } from './rows.ts'
import { webhookEventWarnings } from './warnings.ts'

const lazySummaries = lazyPart(() => import('./summaries.tsx'))

const Registration = ({ card, height }: PartProps) => (
  <LazyContent parts={lazySummaries} height={height}>
    {({ RegistrationSummary }) => <RegistrationSummary card={card} />}
  </LazyContent>
)

const Receiving = ({ card, height }: PartProps) => (
  <LazyContent parts={lazySummaries} height={height}>
    {({ ReceivingSummary }) => <ReceivingSummary card={card} />}
  </LazyContent>
)

/** View of a Webhook Event card in the flow of its maker. */
export const webhookEventView = {
  rows: params => webhookEventRows(params, { Option: OptionPart, Registration, Receiving }),
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
