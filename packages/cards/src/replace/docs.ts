import type { CardDocs } from '@hookwright/engine'

export const replaceDocs: CardDocs = {
  help: 'Puts another text wherever a text is found in a longer one. Capital and small letters differ. Without a replacement what is found is taken away. A text that is missing stays missing.',
  example: {
    config: {},
    inputs: { text: 'Dear NAME, welcome NAME.', find: 'NAME', replacement: 'Ada' },
    outputs: { output: 'Dear Ada, welcome Ada.' }
  }
}
