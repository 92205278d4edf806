import type { Card } from '@hookwright/model'
import { lazy } from 'react'
import { optionOfPort, readOptions } from '../kernel/option-ports.ts'
import type { CardView } from '../view/card-view.ts'
import { OptionField } from '../view/option-field.tsx'
import { ReceivingSummary } from './receiving/receiving-summary.tsx'
import { RegistrationSummary } from './registration/registration-summary.tsx'
import { OPTION_CONTROL, webhookEventRows } from './rows.ts'
import { webhookEventWarnings } from './warnings.ts'

const nothing = (): void => {}

/** An option as users will see it; nothing is chosen here. */
const OptionPart = ({ card, part }: { card: Card; part: string }) => {
  const option = readOptions(card).find(each => each.id === optionOfPort(part))
  if (option === undefined) return null
  return (
    <div className="flex items-center pr-3 pl-8" style={{ height: OPTION_CONTROL }}>
      <OptionField
        option={option}
        value={option.initial ?? null}
        values={{}}
        onValue={nothing}
        label={`${option.label}, as users see it`}
        invalid={false}
        disabled
      />
    </div>
  )
}

/** View of a Webhook Event card in the maker's flow that it starts. */
export const webhookEventView = {
  rows: given =>
    webhookEventRows(given, {
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
  branded: 'as-card'
} satisfies CardView
