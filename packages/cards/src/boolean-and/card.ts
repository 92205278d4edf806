import { booleanCard, combineValues } from '../boolean/boolean-card.ts'

/** Card that returns true if all values are true. */
export const booleanAnd = booleanCard({
  type: 'boolean-and',
  title: 'And',
  docs: {
    summary: 'True if all values are true',
    aliases: ['all', 'every', 'logic', 'condition'],
    help: 'Returns true if all values are true. A missing value counts as false, and without any value the result is true.',
    example: {
      config: {
        fields: [
          { id: 'active', label: 'Active' },
          { id: 'invited', label: 'Invited' }
        ]
      },
      inputs: { active: true, invited: false },
      outputs: { result: false }
    }
  },
  execute: combineValues(values => values.every(value => value))
})
