import type { CardDocs } from '@hookwright/engine'

export const pluckDocs: CardDocs = {
  help: 'Takes the value at one path out of each object of a list and gives a list of these values, as long as the first. Write a path as in emails[0].value. An object that has nothing there gives null. Choose what the values are; a value of another type makes the card fail.',
  example: {
    config: { items: 'number' },
    inputs: { list: [{ id: 7, name: 'Ada' }, { id: 9 }], path: 'id' },
    outputs: { output: [7, 9] }
  }
}
