import type { CardDocs } from '@hookwright/engine'

export const assignIfDocs: CardDocs = {
  help: 'Compares two values and gives one of two others, as the comparison holds or not. Add an output, and map to it a value for each case; what is not mapped is given as nothing.',
  example: {
    config: {
      operator: 'greater-or-equal',
      fields: [{ id: 'size', label: 'Size', dataType: { kind: 'text', list: false } }]
    },
    inputs: { left: 12, right: 10, 'then.size': 'large', 'else.size': 'small' },
    outputs: { size: 'large' }
  }
}
