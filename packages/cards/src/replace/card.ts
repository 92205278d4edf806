import { outputs } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { plainCard } from '../kernel/plain-card.ts'
import { checkTextLength } from '../kernel/text-size.ts'

const occurrences = (text: string, find: string): number => {
  if (find === '') return text.length + 1
  let count = 0
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) count += 1
  return count
}

/** Card that replaces parts of a text. */
export const replace = plainCard({
  type: 'replace',
  title: 'Replace',
  group: 'Text',
  docs: {
    summary: 'Replaces a text in a longer text',
    aliases: ['substitute', 'search and replace', 'remove'],
    help: 'Replaces each occurrence of a text in a longer text. It is case-sensitive. Without a replacement, occurrences are removed. A missing text returns null.',
    example: {
      config: {},
      inputs: { text: 'Dear NAME, welcome NAME.', find: 'NAME', replacement: 'Ada' },
      outputs: { output: 'Dear Ada, welcome Ada.' }
    }
  },
  ports: {
    inputs: [
      { id: 'text', label: 'Text', type: one('text'), required: true, mayBeNull: true },
      { id: 'find', label: 'Find', type: one('text'), required: true },
      { id: 'replacement', label: 'Replace with', type: one('text'), required: false }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('text') }]
  },
  execute: ({ name, inputs: { text, find, replacement } }) => {
    if (typeof text === 'string') {
      const [wanted, by] = [String(find), String(replacement ?? '')]
      checkTextLength(text.length + occurrences(text, wanted) * (by.length - wanted.length), name)
    }
    // A function, since signs such as $ would mean something in a text.
    const replaced = () => String(replacement ?? '')
    return outputs({ output: typeof text === 'string' ? text.replaceAll(String(find), replaced) : null })
  }
})
