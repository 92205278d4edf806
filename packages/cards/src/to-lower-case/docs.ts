import type { CardDocs } from '@hookwright/engine'

export const toLowerCaseDocs: CardDocs = {
  help: 'Writes a text in small letters, the same for every language. A text that is missing stays missing.',
  example: { config: {}, inputs: { text: 'Ada@ACME.example' }, outputs: { output: 'ada@acme.example' } }
}
