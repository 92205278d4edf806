import { defineCard, outputs, ports } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import {
  checkPattern,
  ignoreCaseSetting,
  PatternConfig,
  patternPorts,
  searchPattern
} from '../patterns/search-pattern.ts'

/** Card that finds the matches of a regular expression in a text. */
export const findPattern = defineCard<PatternConfig>({
  type: 'find-pattern',
  title: 'Find Pattern',
  group: 'Text',
  docs: {
    summary: 'Parts that match a regular expression',
    aliases: ['regex', 'regexp', 'match', 'extract', 'search', 'parse'],
    help: 'Finds the parts of a text that match a regular expression. Match, Position (counted from 0) and Groups, the parts in parentheses, are those of the first match; Matches lists all of them. Without a match they are null or empty and the flow continues. Supported: characters, ., classes such as [a-z], \\d, \\w, \\s and \\p{L}, ^, $, \\b, groups, | and the counts * + ? {2,5}, greedy or lazy. References to groups, lookahead and lookbehind are not supported. A search that takes too long makes the card fail.',
    example: {
      config: { ignoreCase: false },
      inputs: { text: 'Orders INV-2026 and INV-2027', pattern: 'INV-(\\d+)' },
      outputs: { match: 'INV-2026', position: 7, groups: ['2026'], matches: ['INV-2026', 'INV-2027'] }
    }
  },
  config: PatternConfig,
  blank: () => ({ config: { ignoreCase: false } }),
  settings: [ignoreCaseSetting],
  ports: () =>
    ports({
      inputs: patternPorts,
      outputs: [
        { id: 'match', label: 'Match', type: one('text') },
        { id: 'position', label: 'Position', type: one('number') },
        { id: 'groups', label: 'Groups', type: listOf('text') },
        { id: 'matches', label: 'Matches', type: listOf('text') }
      ]
    }),
  check: checkPattern,
  /**
   * Returns all matches, and the capture groups of the first match. Throws `card.failed` for an invalid
   * pattern.
   */
  execute: ({ config, inputs, name }) => {
    const text = String(inputs.text ?? '')
    const { chars, matches } = searchPattern(name, { text, pattern: String(inputs.pattern), ...config })
    const textAt = ([from, to]: [number, number]): string => chars.slice(from, to).join('')
    const [first] = matches
    if (first === undefined || typeof inputs.text !== 'string')
      return outputs({ match: null, position: null, groups: [], matches: [] })
    const [whole, ...groups] = first
    return outputs({
      match: textAt(whole),
      position: whole[0],
      groups: groups.map(span => (span === null ? null : textAt(span))),
      matches: matches.map(([span]) => textAt(span))
    })
  }
})
