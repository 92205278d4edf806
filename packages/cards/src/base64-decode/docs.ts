import type { CardDocs } from '@hookwright/engine'

export const base64DecodeDocs: CardDocs = {
  help: 'Reads Base64 and gives the text that it stands for. Takes the usual form and the one that is safe in URLs, with or without = at the end. Fails when the input is not Base64 or its bytes are not UTF-8 text, as those of an image are not.',
  example: { config: {}, inputs: { text: 'YWRhOnNlY3JldA==' }, outputs: { output: 'ada:secret' } }
}
