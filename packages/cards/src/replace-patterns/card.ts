import { defineCard, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { checkTextLength } from '../kernel/text-size.ts'
import type { PatternMatch } from '../patterns/match-pattern.ts'
import {
  checkPattern,
  ignoreCaseSetting,
  PatternConfig,
  patternPorts,
  searchPattern
} from '../patterns/search-pattern.ts'

/**
 * Returns the replacement of a match. `$1` and so on insert its groups, `$0` the whole match, `$$` a dollar
 * sign.
 */
const replacementOf = (
  template: string,
  match: PatternMatch,
  textOf: (span: PatternMatch[number]) => string
) =>
  template.replace(/\$(\$|\d{1,2})/g, (shown, sign: string) => {
    if (sign === '$') return '$'
    const span = match[Number(sign)]
    return span === undefined ? shown : textOf(span)
  })

/** Card that replaces the matches of a regular expression in a text. */
export const replacePatterns = defineCard<PatternConfig>({
  type: 'replace-patterns',
  title: 'Replace Patterns',
  group: 'Text',
  docs: {
    summary: 'Replaces matches of a regular expression',
    aliases: ['regex', 'regexp', 'substitute', 'remove'],
    help: 'Replaces each part of a text that matches a regular expression. In the replacement, $1 to $99 are the parts in parentheses, $0 is the whole match and $$ a dollar sign. Without a replacement, the parts are removed. The supported patterns are the same as in Find Pattern. A missing text returns null.',
    example: {
      config: { ignoreCase: false },
      inputs: { text: '2026-01-31 and 2026-02-28', pattern: '(\\d+)-(\\d+)-(\\d+)', replacement: '$3.$2.$1' },
      outputs: { output: '31.01.2026 and 28.02.2026' }
    }
  },
  config: PatternConfig,
  blank: () => ({ config: { ignoreCase: false } }),
  settings: [ignoreCaseSetting],
  ports: () =>
    ports({
      inputs: [
        ...patternPorts,
        { id: 'replacement', label: 'Replace with', type: one('text'), required: false }
      ],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  check: checkPattern,
  /**
   * Returns the text with all matches replaced. Throws `card.failed` for an invalid pattern or if the text
   * becomes too long.
   */
  execute: ({ config, inputs, name }) => {
    if (typeof inputs.text !== 'string') return outputs({ output: null })
    const search = { text: inputs.text, pattern: String(inputs.pattern), ...config }
    const { chars, matches } = searchPattern(name, search)
    const template = String(inputs.replacement ?? '')
    const textOf = (span: PatternMatch[number]): string =>
      span === null ? '' : chars.slice(span[0], span[1]).join('')
    const parts: string[] = []
    let length = 0
    let done = 0
    const add = (part: string): void => {
      length += part.length
      checkTextLength(length, name)
      parts.push(part)
    }
    for (const match of matches) {
      add(textOf([done, match[0][0]]))
      add(replacementOf(template, match, textOf))
      done = match[0][1]
    }
    add(textOf([done, chars.length]))
    return outputs({ output: parts.join('') })
  }
})
