import type { CardDocs } from '@hookwright/engine'

export const base64Docs: CardDocs = {
  help: 'Writes the UTF-8 bytes of a text as Base64. The form that is safe in URLs uses - and _ and has no = at its end. Base64 hides nothing: anyone can decode it.',
  example: {
    config: { urlSafe: false },
    inputs: { text: 'ada:secret' },
    outputs: { output: 'YWRhOnNlY3JldA==' }
  }
}
