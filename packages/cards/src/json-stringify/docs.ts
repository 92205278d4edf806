import type { CardDocs } from '@hookwright/engine'

export const jsonStringifyDocs: CardDocs = {
  help: 'Writes a value as JSON text. Pretty breaks it into indented lines, which people read more easily and services read just the same. A value that is missing is written as null.',
  example: {
    config: { pretty: false },
    inputs: { value: { id: 7, tags: ['new'] } },
    outputs: { output: '{"id":7,"tags":["new"]}' }
  }
}
