import { booleanCard, combineValues } from '../boolean/boolean-card.ts'

/** Card that returns true if an odd number of values are true. */
export const booleanXor = booleanCard({
  type: 'boolean-xor',
  title: 'Or (Exclusive)',
  docs: {
    summary: 'True if exactly one value is true',
    aliases: ['xor', 'logic'],
    help: 'Returns true if an odd number of values are true; with two values, if exactly one is true. A missing value counts as false.',
    example: {
      config: {
        fields: [
          { id: 'active', label: 'Active' },
          { id: 'invited', label: 'Invited' }
        ]
      },
      inputs: { active: true, invited: false },
      outputs: { result: true }
    }
  },
  execute: combineValues(values => values.filter(value => value).length % 2 === 1)
})
