import { type Authentication, literal, noAuthentication } from '@hookwright/model'
import { expect, test } from 'vitest'
import { newId as newRandomId } from '../../../kit/page/new-id.ts'
import { changeKind } from './change-draft.ts'
import {
  addMethod,
  authenticationOfMethods,
  changeMethod,
  METHOD_NAME,
  methodDraftsOf,
  removeMethod,
  validateMethods
} from './methods-draft.ts'

const apiKey: Authentication = {
  ...noAuthentication,
  kind: 'api-key',
  fields: [{ id: 'api_key', label: 'API key', entry: 'password', required: true }],
  baseUrl: literal('https://api.acme.example'),
  placement: {
    kind: 'header',
    name: 'X-Key',
    value: { kind: 'pill', card: 'connection', field: 'api_key', path: [] }
  }
}

const idsFrom = (first: number) => {
  let last = first - 1
  return () => `c${++last}`
}

test('a single method is saved in the format for a single method', () => {
  expect(authenticationOfMethods(methodDraftsOf(apiKey))).toEqual(apiKey)
  expect(validateMethods(methodDraftsOf(apiKey))).toEqual({ main: {} })
})

test('a second method has fields of its own, and both need names', () => {
  const two = addMethod(methodDraftsOf(apiKey), idsFrom(1))
  const [{ id: first }, second] = two
  const id = second?.id ?? ''
  expect(validateMethods(two)[first]?.[METHOD_NAME]).toBe('Enter a name for the method.')
  const drafted = changeKind(second?.authentication ?? two[0].authentication, 'api-key')
  const named = changeMethod(changeMethod(two, first, { name: 'Key' }), id, {
    name: 'key ',
    authentication: drafted
  })
  expect(validateMethods(named)[id]?.[METHOD_NAME]).toBe('Two methods are named “key”. Rename one of them.')
  const saved = authenticationOfMethods(changeMethod(named, id, { name: 'Second key' }))
  expect(saved).toMatchObject({
    id: 'main',
    name: 'Key',
    others: [{ id: 'c1', name: 'Second key', fields: [{ id: 'c1_api_key' }] }]
  })
  expect(authenticationOfMethods(methodDraftsOf(saved))).toEqual(saved)
})

test('the remaining method keeps its id, so that its connections keep working', () => {
  const two = addMethod(methodDraftsOf(apiKey), idsFrom(1))
  const left = removeMethod(two, 'main')
  expect(authenticationOfMethods(left)).toMatchObject({ id: 'c1' })
  expect(removeMethod(left, 'c1')).toBe(left)
})

test('a new method never reuses the id of a removed one, which connections may still have', () => {
  const newId = idsFrom(1)
  const [main, removed] = addMethod(methodDraftsOf(apiKey), newId)
  const [, added] = addMethod(removeMethod([main, removed ?? main], 'c1'), newId)
  expect(added?.id).toBe('c2')
  const random = addMethod([main], newRandomId)[1]
  expect(
    authenticationOfMethods([
      { ...main, name: 'Key' },
      { ...(random ?? main), name: 'Other' }
    ]).others
  ).toMatchObject([{ id: random?.id }])
})
