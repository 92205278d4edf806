import { type Deed, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../plain/plain-card.ts'

/** Gives the text with every find replaced. */
export const deed: Deed<PlainConfig> = ({ inputs: { text, find, replacement } }) => {
  // A function, since signs such as $ would mean something in a text.
  const replaced = () => String(replacement ?? '')
  return outputs({ output: typeof text === 'string' ? text.replaceAll(String(find), replaced) : null })
}
