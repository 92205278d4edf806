import type { CardDocs } from '@hookwright/engine'

export const objectConstructDocs: CardDocs = {
  help: 'Builds an object with the keys that you name, in their order. Map a value to each key; a key without a value holds null. For an object inside an object, map the output of another Construct card to a key whose data type is Object.',
  example: {
    config: {
      keys: [
        { id: 'key1', key: 'url', dataType: { kind: 'text', list: false } },
        { id: 'key2', key: 'events', dataType: { kind: 'text', list: true } }
      ]
    },
    inputs: { key1: 'https://hooks.acme-hr.example/1', key2: ['user.created'] },
    outputs: { output: { url: 'https://hooks.acme-hr.example/1', events: ['user.created'] } }
  }
}
