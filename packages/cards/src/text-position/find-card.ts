import { type CardDocs, type CardExecutor, type CardSpec, outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { type PlainConfig, plainCard } from '../kernel/plain-card.ts'
import { characterCount } from './character-count.ts'

/**
 * Creates the executor of a card that finds a text in another text.
 * @param indexOf returns the code unit index of the match, or -1
 */
export const createFindExecutor =
  (indexOf: (text: string, find: string) => number): CardExecutor<PlainConfig> =>
  ({ inputs }) => {
    const text = String(inputs.text ?? '')
    const index = indexOf(text, String(inputs.find))
    return outputs({ position: index < 0 ? null : characterCount(text, index) })
  }

/** Creates a card that returns the position of a text in another text. */
export const findCard = (params: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<PlainConfig>
}): CardSpec =>
  plainCard({
    ...params,
    group: 'Text',
    ports: {
      inputs: [
        { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
        { id: 'find', label: 'Find', type: one('text'), required: true }
      ],
      outputs: [{ id: 'position', label: 'Position', type: one('number') }]
    }
  })
