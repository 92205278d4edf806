import { type Authentication, literal, noAuthentication } from '@hookwright/model'
import { expect, test } from 'vitest'
import { changeKind } from './change-draft.ts'
import {
  addMethod,
  authenticationOfMethods,
  changeMethod,
  flawsOfMethods,
  METHOD_NAME,
  methodDraftsOf,
  removeMethod
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

test('one method is saved as before there were several', () => {
  expect(authenticationOfMethods(methodDraftsOf(apiKey))).toEqual(apiKey)
  expect(flawsOfMethods(methodDraftsOf(apiKey))).toEqual({ main: {} })
})

test('a second method has fields of its own, and both need names', () => {
  const two = addMethod(methodDraftsOf(apiKey))
  const [{ id: first }, second] = two
  const id = second?.id ?? ''
  expect(flawsOfMethods(two)[first]?.[METHOD_NAME]).toBe('Enter a name for the method.')
  const drafted = changeKind(second?.authentication ?? two[0].authentication, 'api-key')
  const named = changeMethod(changeMethod(two, first, { name: 'Key' }), id, {
    name: 'key ',
    authentication: drafted
  })
  expect(flawsOfMethods(named)[id]?.[METHOD_NAME]).toBe('Two methods are named “key”. Rename one of them.')
  const saved = authenticationOfMethods(changeMethod(named, id, { name: 'Second key' }))
  expect(saved).toMatchObject({
    id: 'main',
    name: 'Key',
    others: [{ id: 'method2', name: 'Second key', fields: [{ id: 'method2_api_key' }] }]
  })
  expect(authenticationOfMethods(methodDraftsOf(saved))).toEqual(saved)
})

test('the method that stays keeps its id, so that its connections stay', () => {
  const two = addMethod(methodDraftsOf(apiKey))
  const left = removeMethod(two, 'main')
  expect(authenticationOfMethods(left)).toMatchObject({ id: 'method2' })
  expect(removeMethod(left, 'method2')).toBe(left)
})
