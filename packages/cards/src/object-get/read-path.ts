import { Fault, type Path } from '@hookwright/model'
import { parsePath } from '../kernel/parse-path.ts'

const MOST_SHOWN = 100

/** The path that a card got as text; `card.failed` for a text that is none. */
export const readPath = (text: string, card: string): Path => {
  const parsed = parsePath(text)
  if (parsed.ok) return parsed.path
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
  throw new Fault('card.failed', {
    message: `The path “${shown}” of “${card}” cannot be read: ${parsed.why}; write it as in user.emails[0].value or ["odd.key"].`
  })
}
