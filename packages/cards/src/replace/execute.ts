import { type CardExecutor, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../kernel/plain-card.ts'
import { checkTextLength } from '../kernel/text-size.ts'

const occurrences = (text: string, find: string): number => {
  if (find === '') return text.length + 1
  let count = 0
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) count += 1
  return count
}

/** Gives the text with every find replaced. */
export const execute: CardExecutor<PlainConfig> = ({ name, inputs: { text, find, replacement } }) => {
  if (typeof text === 'string') {
    const [wanted, by] = [String(find), String(replacement ?? '')]
    checkTextLength(text.length + occurrences(text, wanted) * (by.length - wanted.length), name)
  }
  // A function, since signs such as $ would mean something in a text.
  const replaced = () => String(replacement ?? '')
  return outputs({ output: typeof text === 'string' ? text.replaceAll(String(find), replaced) : null })
}
