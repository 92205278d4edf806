import { type Connector, noAuthentication, plainBranding } from '@hookwright/model'
import { expect, test } from 'vitest'
import { bestMatching } from '../../kit/find/best-matching.ts'
import { findConnectors, type Narrowing } from './find-connectors.ts'
import type { Tally } from './use-tallies.ts'

const connector = (name: string, createdAt: number, description = ''): Connector => ({
  id: name,
  key: `${name.toLowerCase()}_k7m2qx`,
  name,
  description,
  authentication: noAuthentication,
  branding: plainBranding,
  createdAt,
  deletedAt: null
})

const connectors = [connector('Birch', 1), connector('acme', 2, 'Pays people'), connector('Cedar', 3)]

const tally = (connectorId: string, over: Partial<Tally>): [string, Tally] => [
  connectorId,
  { connectorId, flows: 0, on: 0, deployed: null, editedAt: 0, ...over }
]

const tallies = new Map([
  tally('Birch', { deployed: 2, on: 3, editedAt: 50 }),
  tally('acme', { deployed: 1, editedAt: 90 }),
  tally('Cedar', { editedAt: 70 })
])

const names = (sought: string, over: Partial<Narrowing> = {}) =>
  findConnectors(connectors, {
    sought,
    sort: 'name',
    state: undefined,
    tallies,
    matching: bestMatching,
    ...over
  }).map(({ name }) => name)

test('connectors are sorted by name without case, by creation or by last edit', () => {
  expect(names('')).toEqual(['acme', 'Birch', 'Cedar'])
  expect(names('  ', { sort: 'newest' })).toEqual(['Cedar', 'acme', 'Birch'])
  expect(names('', { sort: 'edited' })).toEqual(['acme', 'Cedar', 'Birch'])
})

test('connectors can be filtered by deployed, not deployed and in use', () => {
  expect(names('', { state: 'deployed' })).toEqual(['acme', 'Birch'])
  expect(names('', { state: 'not-deployed' })).toEqual(['Cedar'])
  expect(names('', { state: 'on' })).toEqual(['Birch'])
  expect(names('acme', { state: 'on' })).toEqual([])
})

test('a filter that needs the counts applies once they are loaded', () => {
  expect(names('', { state: 'on', tallies: null })).toEqual(['acme', 'Birch', 'Cedar'])
})

test('a search covers name, key and description', () => {
  expect(names('bir')).toEqual(['Birch'])
  expect(names('cedar_k7')).toEqual(['Cedar'])
  expect(names('pays')).toEqual(['acme'])
  expect(names('zzz')).toEqual([])
})
