import type { Card } from '@hookwright/model'
import { lazyPart, useLazy, useReadOnly } from '@hookwright/ui'
import { lazy } from 'react'
import type { CardView, CardWarning } from '../view/card-view.ts'
import { measures } from '../view/measures.ts'
import type { PartProps } from '../view/row.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { useWorkbench } from '../view/workbench.ts'
import { readOutputs } from './read-config.ts'
import { returnOutputsRows } from './rows.ts'
import { unfitOutputsOf } from './unfit-outputs.ts'

const lazyOffers = lazyPart(() => import('./outputs-offers.tsx'))

/**
 * Suggestions that are applied to the outputs with one click. They need received samples, so they load after
 * the card.
 */
const Offers = ({ card }: { card: Card }) => {
  const offers = useLazy(lazyOffers, true)
  return offers && <offers.OutputsOffers card={card} />
}

/** Line that says if Run mode is on, followed by suggestions for the outputs. */
const RunModePart = ({ card }: { card: Card }) => {
  const readOnly = useReadOnly()
  const bench = useWorkbench()
  const isAction = bench.useAction() !== null
  const isPolled = bench.useEvent()?.kind === 'polling-monitor'
  const { runMode } = readOutputs(card.config)
  return (
    <div className="flex items-center gap-2 px-3" style={{ height: measures.add }}>
      {(runMode || !isAction) && !isPolled && (
        <span className="text-small text-ink-3">
          {runMode ? 'Run mode on: one run per record or list' : 'Run mode off: one run per event'}
        </span>
      )}
      {!readOnly && <Offers card={card} />}
    </div>
  )
}

/** Returns warnings for outputs with declared types that do not fit the newest sample. */
const warnOfUnfit = ({ card, sample }: Pick<RowsInput, 'card' | 'sample'>): CardWarning[] =>
  (sample ? unfitOutputsOf(card, sample) : []).map(({ say }) => ({ message: say, dialog: 'outputs' }))

/** Placeholder shown on the card while it has no outputs. */
const NoOutputsPart = ({ height }: PartProps) => {
  const bench = useWorkbench()
  const isAction = bench.useAction() !== null
  const isPolled = bench.useEvent()?.kind === 'polling-monitor'
  return (
    <p className="m-0 px-3 text-small text-ink-3" style={{ height, lineHeight: `${measures.line}px` }}>
      {isAction
        ? 'This action has no outputs yet. Add outputs, and map values to them.'
        : `This event has no outputs yet. Add outputs, and map parts of ${isPolled ? 'Record' : 'Body'} to them.`}
    </p>
  )
}

/** View of a Return Outputs card. */
export const returnOutputsView = {
  rows: params => returnOutputsRows(params, { NoOutputs: NoOutputsPart, RunMode: RunModePart }),
  warnings: warnOfUnfit,
  dialogs: {
    outputs: lazy(async () => ({ default: (await import('./dialog/outputs-dialog.tsx')).OutputsDialog })),
    drift: lazy(async () => ({ default: (await import('./dialog/drift-dialog.tsx')).DriftDialog }))
  },
  wide: true
} satisfies CardView
