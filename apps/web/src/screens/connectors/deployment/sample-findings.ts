import { unfitOutputsOf } from '@hookwright/cards/views'
import {
  type Card,
  type FieldId,
  type Finding,
  type Flow,
  findingTable,
  type Id,
  startCardOf
} from '@hookwright/model'
import { readSamples } from '../../../features/canvas/ui-state/stored-samples.ts'

/** Flow of a connector, with its draft. */
interface DraftedFlow {
  id: Id
  name: string | null
  active: boolean
  doc: Flow
}

/** Returns the card that defines the outputs of a flow; undefined without one. */
const returnCardOf = ({ cards, strip }: Flow): Card | undefined => {
  const last = cards[strip.at(-1) ?? '']
  return last?.type === 'return-outputs' ? last : undefined
}

/**
 * Returns warnings about output types that contradict the newest sample of their event. Samples are stored
 * only in the browser, so the server cannot check them.
 */
export const sampleFindings = (
  flows: readonly DraftedFlow[],
  sampleOf: (flowId: Id) => Record<FieldId, unknown> | null
): Finding[] =>
  flows
    .filter(({ active }) => active)
    .flatMap(({ id, name, doc }) => {
      const [start, card] = [startCardOf(doc), returnCardOf(doc)]
      const values = start?.type === 'webhook-event' && card !== undefined ? sampleOf(id) : null
      if (start === undefined || card === undefined || values === null) return []
      return unfitOutputsOf(card, { start: start.id, values }).map(
        (unfit): Finding => ({
          code: 'HW-unfit-outputs',
          severity: findingTable['HW-unfit-outputs'].severity,
          flowId: id,
          flowName: name,
          cardId: card.id,
          field: unfit.id,
          message: unfit.say
        })
      )
    })

/** Returns the warnings of `sampleFindings`, with the samples that are stored in this browser. */
export const storedSampleFindings = (flows: readonly DraftedFlow[]): Finding[] =>
  sampleFindings(flows, id => readSamples(localStorage, id)[0]?.values ?? null)
