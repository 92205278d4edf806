import type { CardDocs } from '@hookwright/engine'

export const objectMergeDocs: CardDocs = {
  help: 'Makes one object with all keys of several. Where two have the same key, the value of the later one is taken, whole. An object that is missing adds nothing.',
  example: {
    config: {
      fields: [
        { id: 'usual', label: 'Object 1' },
        { id: 'own', label: 'Object 2' }
      ]
    },
    inputs: { usual: { team: 'Support', seats: 1 }, own: { seats: 12 } },
    outputs: { output: { team: 'Support', seats: 12 } }
  }
}
