import type { OutputPort } from '@hookwright/engine'
import { anyValue, type ErrorPolicy, listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { hasNoErrors, policyDraftOf, policyOf, validatePolicy } from './policy-draft.ts'

const outputs: OutputPort[] = [
  { id: 'status', label: 'Status Code', type: one('number') },
  { id: 'ok', label: 'Done', type: one('boolean') },
  { id: 'names', label: 'Names', type: listOf('text') },
  { id: 'json', label: 'JSON', type: anyValue }
]

test('the default policy is none, and an unchanged draft keeps each policy', () => {
  expect(policyOf(policyDraftOf(null), outputs)).toBeNull()
  const policies: ErrorPolicy[] = [
    { after: { kind: 'stop' }, timeLimitSeconds: 30 },
    { after: { kind: 'helper', flowId: 'rescue', stops: true } },
    {
      retry: {
        times: 2,
        delaySeconds: 5_400,
        doubles: true,
        on: { kind: 'named', statuses: ['404', '5xx'], noResponse: false },
        repeatsUnsafe: true
      },
      after: { kind: 'continue', values: { status: 200, ok: false, names: ['Ada'], json: { a: 1 } } }
    }
  ]
  for (const policy of policies) expect(policyOf(policyDraftOf(policy), outputs)).toEqual(policy)
})

test('an error is shown at its field, and blocks applying the draft', () => {
  const draft = {
    ...policyDraftOf(null),
    retries: true,
    times: '11',
    delay: '25',
    unit: 'hours' as const,
    on: 'named' as const,
    statuses: '404, teapot',
    after: 'continue' as const,
    values: { status: 'many', ok: '' },
    limit: '0'
  }
  const errors = validatePolicy(draft, outputs)
  expect(errors).toEqual({
    times: 'Enter a whole number from 1 to 10.',
    delay: 'Enter a whole number from 1 to 12.',
    statuses: '“teapot” is not an HTTP status. Enter one such as 404, or a class such as 5xx.',
    limit: 'Enter a whole number from 1 to 3,600, or leave the field empty for no limit.',
    values: { status: 'Enter a value of the type Number.' }
  })
  expect(hasNoErrors(errors)).toBe(false)
  expect(hasNoErrors(validatePolicy(policyDraftOf(null), outputs))).toBe(true)
})

test('settings that are off have no errors', () => {
  const draft = { ...policyDraftOf(null), times: 'x', statuses: 'x', values: { status: 'x' }, flowId: null }
  expect(hasNoErrors(validatePolicy(draft, outputs))).toBe(true)
})
