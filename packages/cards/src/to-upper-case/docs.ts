import type { CardDocs } from '@hookwright/engine'

export const toUpperCaseDocs: CardDocs = {
  help: 'Writes a text in capital letters, the same for every language. A text that is missing stays missing.',
  example: { config: {}, inputs: { text: 'hr-7' }, outputs: { output: 'HR-7' } }
}
