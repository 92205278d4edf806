import { condition } from '../bench/product/documents.ts'

/** Flow for the requests of `startLoad`: one part of the body extracted by the event, and one condition on it. */
export const lookingFlow = {
  picks: { id: ['id'] },
  flows: [{ name: 'Look', cards: [condition('id', 'crash-1')] }]
}
