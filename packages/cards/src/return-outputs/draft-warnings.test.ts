import { type Binding, literal, one, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { field } from '../testing.ts'
import { warnOfEmpty, warnOfSameRecords } from './draft-warnings.ts'
import { outputValues } from './output-values.ts'
import { fieldsOf, outputsDraftOf } from './outputs-draft.ts'
import { unfitOutputs } from './unfit-outputs.ts'

const ends = { start: 'event', card: 'return' }
const draftOf = (runMode: boolean, inputs: Record<string, Binding>) =>
  outputsDraftOf(
    {
      groups: [{ id: 'who', name: 'Who', fields: [field('first', 'First name'), field('mail', 'Email')] }],
      runMode
    },
    inputs
  )
const emptyFor = (body: unknown, runMode: boolean, inputs: Record<string, Binding>) => {
  const draft = draftOf(runMode, inputs)
  return warnOfEmpty(draft, outputValues(draft, ends, { body }))
}
const list = pill('event', 'body', ['records'])

describe('with Run mode', () => {
  test('a warning is given if no output is read from Record, so that all records would be equal', () => {
    const dead = draftOf(true, { list, first: pill('event', 'body', ['record', 'firstName']) })
    expect(warnOfSameRecords(dead, 'return')).toMatch(/^No output is mapped from Record, .* Map the outputs/)
  })

  test.each([
    ['one output from Record', true, { first: pill('return', 'record', ['firstName']) }],
    ['no mappings yet', true, { list }],
    ['typed values only', true, { list, first: literal('Jo') }],
    ['Run mode off', false, { first: pill('event', 'body', ['firstName']) }]
  ] satisfies [string, boolean, Record<string, Binding>][])('%s gives no warning', (_, runMode, inputs) => {
    expect(warnOfSameRecords(draftOf(runMode, inputs), 'return')).toBeNull()
  })

  test('a sample without records gives a warning that there would be none', () => {
    expect(emptyFor({ record: {} }, true, { list })).toMatch(/^The list of records is empty in this sample/)
  })
})

describe('a sample', () => {
  const first = pill('event', 'body', ['firstName'])
  const mail = pill('event', 'body', ['email'])

  test('without values for mapped outputs gives a warning that names them', () => {
    expect(emptyFor({}, false, { first, mail })).toBe(
      '“First name” and “Email” are mapped, but this sample has nothing there; map them to another place, or look at another sample.'
    )
    expect(emptyFor({ email: 'jo@example.com' }, false, { first, mail })).toMatch(
      /^“First name” is mapped, but/
    )
  })

  test('with all values, or with values known only in a run, gives no warning', () => {
    expect(emptyFor({ firstName: 'Jo' }, false, { first })).toBeNull()
    expect(emptyFor({}, false, { first: pill('compose', 'output') })).toBeNull()
    const fromRecord = { list, first: pill('return', 'record', ['name']) }
    expect(emptyFor({ records: [{ name: 'Jo' }, {}] }, true, fromRecord)).toBeNull()
  })
})

describe('a sample that contradicts the type of an output', () => {
  const created = field('created', 'Created at', { dataType: one('date') })
  const draft = (inputs: Record<string, Binding>) =>
    outputsDraftOf({ groups: [{ id: 'all', name: 'All', fields: [created] }], runMode: false }, inputs)
  const unfitFor = (from: Binding, body: unknown) => {
    const drafted = draft({ created: from })
    return unfitOutputs(fieldsOf(drafted), outputValues(drafted, ends, { body }))
  }
  const at = pill('event', 'body', ['created_at'])

  test('gives a warning with both types and the fix', () => {
    expect(unfitFor(at, { created_at: 1_764_576_000 })).toEqual([
      {
        id: 'created',
        say: '“Created at” is declared as Date & Time, but the sample has Number there. Flows that use this output will fail. Change its type to match the value, or convert the value.'
      }
    ])
  })

  test('gives no warning if the value fits, is missing, or is known only in a run', () => {
    expect(unfitFor(at, { created_at: '2026-12-01T08:00:00Z' })).toEqual([])
    expect(unfitFor(at, {})).toEqual([])
    expect(unfitFor(pill('compose', 'output'), {})).toEqual([])
  })
})
