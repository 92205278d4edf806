import { type Deed, outputs } from '@hookwright/engine'
import { Fault, valueAt } from '@hookwright/model'
import type { ObjectGetConfig } from './card.ts'
import { parsePath } from './parse-path.ts'

const MOST_SHOWN = 100

/** Gives what stands at the path, or null; a text that is no path is `card.failed`. */
export const deed: Deed<ObjectGetConfig> = ({ inputs, name }) => {
  const text = String(inputs.path)
  const parsed = parsePath(text)
  if (!parsed.ok) {
    const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
    throw new Fault('card.failed', {
      message: `The path “${shown}” of “${name}” cannot be read: ${parsed.why}; write it as in user.emails[0].value or ["odd.key"].`
    })
  }
  return outputs({ value: valueAt(inputs.object, parsed.path) })
}
