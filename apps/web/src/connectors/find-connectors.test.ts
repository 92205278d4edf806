import { type Connector, noAuthentication, plainBranding } from '@hookwright/model'
import { expect, test } from 'vitest'
import { findConnectors } from './find-connectors.ts'

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

const names = (sought: string, sort: 'name' | 'newest' = 'name') =>
  findConnectors(connectors, { sought, sort }).map(({ name }) => name)

test('all are listed by name without case, or the newest first', () => {
  expect(names('')).toEqual(['acme', 'Birch', 'Cedar'])
  expect(names('  ', 'newest')).toEqual(['Cedar', 'acme', 'Birch'])
})

test('a search looks at name, key and description', () => {
  expect(names('bir')).toEqual(['Birch'])
  expect(names('cedar_k7')).toEqual(['Cedar'])
  expect(names('pays')).toEqual(['acme'])
  expect(names('zzz')).toEqual([])
})
