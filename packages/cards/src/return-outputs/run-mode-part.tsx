import type { Card } from '@hookwright/model'
import { late, useLate, useReadOnly } from '@hookwright/ui'
import { measures } from '../view/measures.ts'
import { readOutputs } from './read-config.ts'

const lateOffers = late(() => import('./outputs-offers.tsx'))

/** What can be done to the outputs with one click; it needs what was received, and comes when the card stands. */
const Offers = ({ card }: { card: Card }) => {
  const offers = useLate(lateOffers, true)
  return offers && <offers.OutputsOffers card={card} />
}

/** Whether the event returns a list of records, and what can be done to the outputs with one click. */
export const RunModePart = ({ card }: { card: Card }) => {
  const readOnly = useReadOnly()
  const { runMode } = readOutputs(card.config)
  return (
    <div className="flex items-center gap-2 px-3" style={{ height: measures.add }}>
      <span className="text-small text-ink-3">Run mode: {runMode ? 'on' : 'off'}</span>
      {!readOnly && <Offers card={card} />}
    </div>
  )
}
