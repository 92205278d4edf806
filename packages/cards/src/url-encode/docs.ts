import type { CardDocs } from '@hookwright/engine'

export const urlEncodeDocs: CardDocs = {
  help: 'Encodes a text so that it can stand in the path or the query of a URL: everything but letters, digits and - . _ ~ becomes % and two digits per byte. Switch on “Space as +” for what form-encoded bodies want.',
  example: {
    config: { spaceAsPlus: false },
    inputs: { text: 'Ada & Eve/2' },
    outputs: { output: 'Ada%20%26%20Eve%2F2' }
  }
}
