import { booleanCard, combineValues } from '../boolean/boolean-card.ts'

/** Card that returns true if at least one value is true. */
export const booleanOr = booleanCard({
  type: 'boolean-or',
  title: 'Or',
  docs: {
    summary: 'True if at least one value is true',
    aliases: ['any', 'some', 'logic', 'condition'],
    help: 'Returns true if at least one value is true. A missing value counts as false, and without any value the result is false.',
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
  execute: combineValues(values => values.some(value => value))
})
