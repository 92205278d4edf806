import { condition } from '../bench/product/documents.mjs'

/** A flow for what `startLoad` sends: one part of the body picked by the event, and one condition on it. */
export const lookingFlow = {
  picks: { id: ['id'] },
  flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }]
}
