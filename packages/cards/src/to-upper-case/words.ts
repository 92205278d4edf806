import type { CardWords } from '@hookwright/engine'

export const toUpperCaseWords: CardWords = {
  help: 'Writes a text in capital letters, the same for every language. A text that is missing stays missing.',
  example: { config: {}, inputs: { text: 'hr-7' }, outputs: { output: 'HR-7' } }
}
