import { ConnectorName, Id } from '@hookwright/model'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inputFault } from './input-fault.ts'

const Input = z.strictObject({
  id: Id,
  name: ConnectorName,
  parts: z.array(z.strictObject({ count: z.int().max(3) })).default([])
})
const fine = { id: '01900000-0000-7000-8000-000000000000', name: 'Acme HR' }

test.each<[unknown, string]>([
  [null, 'The input is not valid (Invalid input: expected object, received null). Correct it and try again.'],
  [
    { ...fine, id: 7 },
    'The value at “id” is not valid (Invalid input: expected string, received number). Correct it and try again.'
  ],
  [{ ...fine, name: ' ' }, 'Enter a name for the connector. (at name)'],
  [{ ...fine, role: 'admin', ownerId: 'me' }, 'The input has unknown keys (“role”, “ownerId”). Remove them.'],
  [
    { ...fine, parts: [{ count: 1 }, { count: 2, more: 1 }] },
    'The input at “parts.1” has unknown keys (“more”). Remove them.'
  ],
  [
    { ...fine, parts: [{ count: 9 }] },
    'The value at “parts.0.count” is not valid (Too big: expected number to be <=3). Correct it and try again.'
  ]
])('an invalid input %j is reported in a sentence', (input, sentence) => {
  const { error } = Input.safeParse(input)
  expect(error && inputFault(error).toData()).toEqual({
    code: 'input.invalid',
    message: sentence,
    details: { what: sentence }
  })
})
