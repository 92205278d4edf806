import { outputs } from '@hookwright/engine'
import { anyValue, Fault, one } from '@hookwright/model'
import { readPath } from '../kernel/parse-path.ts'
import { plainCard } from '../kernel/plain-card.ts'
import { setAt } from './set-at.ts'

/** Card that sets a value at a path of an object. */
export const objectSet = plainCard({
  type: 'object-set',
  title: 'Set',
  group: 'Object',
  docs: {
    summary: 'Copy of an object with one value changed',
    aliases: ['update', 'put', 'property', 'write', 'assign'],
    help: 'Returns an object with a value set at a path, such as user.emails[0].value. Missing objects and lists on the path are created, and an index one past the end of a list appends an item. Other values do not change. A missing object counts as empty, and a missing value sets null.',
    example: {
      config: {},
      inputs: { object: { user: { name: 'Ada' } }, path: 'user.team', value: 'Support' },
      outputs: { output: { user: { name: 'Ada', team: 'Support' } } }
    }
  },
  ports: {
    inputs: [
      { id: 'object', label: 'Object', type: one('object'), required: true, mayBeNull: true },
      { id: 'path', label: 'Path', type: one('text'), required: true },
      { id: 'value', label: 'Value', type: anyValue, required: true, mayBeNull: true }
    ],
    outputs: [{ id: 'output', label: 'Output', type: one('object') }]
  },
  /**
   * Returns the changed object. Throws `card.failed` if the path is invalid or leads into a value of another
   * kind.
   */
  execute: ({ inputs, name }) => {
    const path = String(inputs.path)
    const made = setAt(inputs.object ?? {}, readPath(path, name), inputs.value ?? null)
    if (made.ok) return outputs({ output: made.value })
    throw new Fault('card.failed', {
      message: `“${name}” cannot set a value at “${path.slice(0, 100)}” because ${made.why}. Change the path, or map another object.`
    })
  }
})
