import type { CardDocs } from '@hookwright/engine'

export const getMultipleDocs: CardDocs = {
  help: 'Takes the values of several keys out of an object, each in the data type that you choose. A key that the object does not have gives nothing, and the flow goes on. A value of another type makes the card fail.',
  example: {
    config: {
      keys: [
        { id: 'key1', key: 'id', dataType: { kind: 'text', list: false } },
        { id: 'key2', key: 'seats', dataType: { kind: 'number', list: false } }
      ]
    },
    inputs: { object: { id: 'hook-7', seats: 12, active: true } },
    outputs: { key1: 'hook-7', key2: 12 }
  }
}
