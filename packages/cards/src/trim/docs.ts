import type { CardDocs } from '@hookwright/engine'

export const trimDocs: CardDocs = {
  help: 'Takes spaces, tabs and line ends away at both ends of a text. A text that is missing stays missing.',
  example: { config: {}, inputs: { text: '  Ada Acme\n' }, outputs: { output: 'Ada Acme' } }
}
