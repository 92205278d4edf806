import { blankReceiving, problemsOfReceiving, Receiving, SignatureAlgorithm } from '@hookwright/model'
import { presets, shapes } from '@hookwright/model/presets'
import { expect, test } from 'vitest'
import {
  addedFilter,
  blankFilter,
  blankHandshake,
  blankScheme,
  findPresets,
  fitRules,
  holdsOwnRules,
  sourceFrom,
  withAccepted,
  withAlgorithm
} from './receiving-draft.ts'
import { startOfShape } from './starting-rules.ts'
import { validateRules } from './validate-rules.ts'

test('a custom signature lacks only its place and its key', () => {
  const rules = { ...blankReceiving, verify: [blankScheme('sign')] }
  expect(validateRules(rules, []).map(({ at, stops }) => [at, stops])).toEqual([
    ['verify.0.key.field', false],
    ['verify.0.signature.name', false]
  ])
})

test('all additions of a form can be saved at once', () => {
  const rules = {
    ...blankReceiving,
    verify: [blankScheme('sign')],
    handshake: [blankHandshake('ask')],
    filter: [blankFilter]
  }
  expect(Receiving.safeParse(rules).success).toBe(true)
})

test('errors that block saving are listed first, at their fields', () => {
  const rules = { ...blankReceiving, verify: [blankScheme('sign')] }
  const [first] = validateRules({ ...rules, limits: { ...rules.limits, contentTypes: ['json'] } }, [])
  expect(first).toMatchObject({ at: 'limits.contentTypes.0', stops: true })
})

test('choosing another algorithm removes settings that do not fit it', () => {
  const scheme = blankScheme('sign')
  for (const algorithm of SignatureAlgorithm.options) {
    const next = withAlgorithm(
      { ...scheme, signature: { ...scheme.signature, name: 'X-Signature' } },
      algorithm
    )
    const problems = problemsOfReceiving({ ...blankReceiving, verify: [next] }).map(({ path }) =>
      path.slice(2)
    )
    // Where the key comes from is still to be filled in; all else fits.
    expect(problems.filter(([part]) => part !== 'key').length, algorithm).toBe(0)
    expect(
      problems.some(path => path.includes('decode')),
      algorithm
    ).toBe(false)
  }
  expect(withAlgorithm(withAlgorithm(scheme, 'token'), 'hmac-sha256')).toEqual(scheme)
})

test('a source of another kind can be saved', () => {
  for (const from of [
    'connection',
    'generated',
    'registration',
    'captured',
    'public',
    'certificate',
    'jwks'
  ] as const)
    expect(
      Receiving.safeParse({
        ...blankReceiving,
        verify: [{ ...blankScheme('sign'), key: sourceFrom(from, 'text') }]
      }).success,
      from
    ).toBe(true)
})

test('a preset keeps existing fields of the connection, and leaves the others to be chosen', () => {
  const key = { from: 'connection', field: 'secret', decode: 'text' } as const
  const rules = { ...blankReceiving, verify: [{ ...blankScheme('sign'), key }] }
  expect(fitRules(rules, [{ id: 'secret' }])).toEqual(rules)
  expect(fitRules(rules, [{ id: 'other' }]).verify[0]?.key).toEqual({ ...key, field: '' })
})

test('services are found by the words in their names', () => {
  const names = (typed: string) => findPresets(presets, typed).map(({ name }) => name)
  expect(names('')).toHaveLength(presets.length)
  expect(names('hub')[0]).toMatch(/^Hub/)
  expect(names('HUB')).toContain('GitHub')
  expect(names('no such service')).toEqual([])
})

test('unchanged rules are replaced without a question: none, the initial form, and each preset', () => {
  const fields = [{ id: 'secret' }]
  const holds = (rules: Receiving) => holdsOwnRules(rules, presets, fields)
  expect(holds(blankReceiving)).toBe(false)
  expect(holds({ ...blankReceiving, verify: [blankScheme('any')] })).toBe(false)
  for (const preset of presets) expect(holds(fitRules(preset.receiving, fields)), preset.id).toBe(false)
})

test('changed rules are replaced only after a question', () => {
  const holds = (rules: Receiving) => holdsOwnRules(rules, presets, [])
  const begun = { ...blankReceiving, verify: [blankScheme('any')] }
  expect(holds({ ...begun, deliveryId: '{json.id}' })).toBe(true)
  expect(holds({ ...begun, verify: [{ ...blankScheme('any'), content: '{header.x}{body}' }] })).toBe(true)
  expect(holds({ ...begun, verify: [blankScheme('one'), blankScheme('other')] })).toBe(true)
  for (const { receiving } of presets.slice(0, 3))
    expect(holds({ ...fitRules(receiving, []), deliveryId: '{json.own}' })).toBe(true)
})

// review: services 8
test('a paused flow has the answer of an accepted request, unless another status was set', () => {
  const { answer } = blankReceiving
  expect(withAccepted(answer, { status: 200 })).toMatchObject({ accepted: { status: 200 }, paused: null })
  // Rules from before said the same status twice.
  expect(withAccepted({ ...answer, paused: 202 }, { status: 200 })).toMatchObject({ paused: null })
  expect(withAccepted({ ...answer, paused: 204 }, { status: 200 })).toMatchObject({ paused: 204 })
})

// review: services 11
test('signature schemes are offered apart from services, each as initial rules', () => {
  for (const shape of shapes) {
    const start = startOfShape(shape)
    expect(start).toMatchObject({ is: 'shape', known: null, receiving: shape.receiving })
    expect(Receiving.safeParse(start.receiving).success).toBe(true)
    // Nothing is left to do but to choose the key.
    expect(problemsOfReceiving(start.receiving).map(({ path }) => path.join('.'))).toEqual([
      'verify.0.key.field'
    ])
  }
  expect(findPresets(shapes.map(startOfShape), 'hmac base64').map(({ name }) => name)).toEqual([
    'HMAC of the body, base64'
  ])
  expect(presets.some(({ name }) => shapes.some(shape => shape.name === name))).toBe(false)
})

test('a change that adds a filter names its place', () => {
  const one = { ...blankReceiving, filter: [blankFilter] }
  expect(addedFilter(one, { filter: [blankFilter, blankFilter] })).toBe('filter.1')
  expect(addedFilter(blankReceiving, { verify: [blankScheme('sign')] })).toBeNull()
  expect(addedFilter(one, { filter: [{ ...blankFilter, why: 'it was a ping' }] })).toBeNull()
  expect(addedFilter(one, { filter: [] })).toBeNull()
})
