import type { CardProblem, InputPort, Setting } from '@hookwright/engine'
import { type Card, Fault, one } from '@hookwright/model'
import { z } from 'zod'
import { compilePattern } from './compile-pattern.ts'
import { createMatcher, type PatternMatch } from './match-pattern.ts'

/** Limits of a search: length of the text in characters, and number of matches. */
const MOST_TEXT_LENGTH = 1_000_000
const MOST_MATCHES = 100_000

/** Config of a card that searches for a pattern. */
export const PatternConfig = z.strictObject({ ignoreCase: z.boolean() })
export type PatternConfig = z.infer<typeof PatternConfig>

/** Setting that ignores upper and lower case. Its value is stored in the card's config under `key`. */
export const ignoreCaseSetting = { kind: 'switch', key: 'ignoreCase', label: 'Ignore case' } satisfies Setting

/** Inputs of a card that searches for a pattern. */
export const patternPorts: InputPort[] = [
  { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
  { id: 'pattern', label: 'Pattern', type: one('text'), required: true }
]

const invalid = (why: string): string =>
  `The pattern is invalid: ${why}. Write a regular expression, such as \\d+ for digits.`

/** Returns the problems of a typed pattern. */
export const checkPattern = ({ ignoreCase }: PatternConfig, card: Card): CardProblem[] => {
  const binding = card.inputs.pattern
  if (binding?.kind !== 'literal' || typeof binding.value !== 'string') return []
  const compiled = compilePattern(binding.value, ignoreCase)
  return compiled.ok ? [] : [{ field: 'pattern', message: invalid(compiled.why) }]
}

const failed = (message: string): Fault => new Fault('card.failed', { message })

/** Result of a search: the characters of the text, and the matches of the pattern. */
export interface Search {
  chars: string[]
  matches: PatternMatch[]
}

/**
 * Finds all matches of a pattern in a text. Throws `card.failed` for an invalid pattern, and if text, matches
 * or time exceed the limits.
 */
export const searchPattern = (
  card: string,
  { text, pattern, ignoreCase }: { text: string; pattern: string; ignoreCase: boolean }
): Search => {
  const result = compilePattern(pattern, ignoreCase)
  if (!result.ok) throw failed(invalid(result.why))
  if (text.length > MOST_TEXT_LENGTH)
    throw failed(`“${card}” cannot search a text of more than 1,000,000 characters. Pass a shorter one.`)
  const chars = [...text]
  const findFrom = createMatcher(
    result.compiled,
    chars.map(char => char.codePointAt(0) ?? 0)
  )
  const matches: PatternMatch[] = []
  try {
    let at = 0
    while (at <= chars.length) {
      const match = findFrom(at)
      if (match === null) break
      matches.push(match)
      const [from, to] = match[0]
      at = to > from ? to : to + 1
      if (matches.length > MOST_MATCHES) throw new Error('There are too many matches.')
    }
  } catch {
    throw failed(
      `The search of “${card}” takes too long for this text. Pass a shorter text, or use a simpler pattern.`
    )
  }
  return { chars, matches }
}
