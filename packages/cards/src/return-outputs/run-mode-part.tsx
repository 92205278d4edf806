import type { Card } from '@hookwright/model'
import { late, useLate, useReadOnly } from '@hookwright/ui'
import { measures } from '../view/measures.ts'
import { readOutputs } from './read-config.ts'

const lateOffers = late(() => import('./outputs-offers.tsx'))

/** Suggestions that one click applies to the outputs. They need the received samples, so they load after the card. */
const Offers = ({ card }: { card: Card }) => {
  const offers = useLate(lateOffers, true)
  return offers && <offers.OutputsOffers card={card} />
}

/** Run mode of the event, with the suggestions that one click applies to the outputs. */
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
