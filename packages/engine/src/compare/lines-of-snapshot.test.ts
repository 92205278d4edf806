import {
  emptyFlow,
  noAuthentication,
  pill,
  plainBranding,
  text,
  type VersionSnapshot
} from '@hookwright/model'
import { expect, test } from 'vitest'
import { linesOfSnapshot } from './lines-of-snapshot.ts'

const before: VersionSnapshot = {
  schemaVersion: 1,
  name: 'Acme HR',
  description: '',
  authentication: noAuthentication,
  branding: plainBranding,
  flows: [{ id: 'f', name: 'User created', description: '', doc: emptyFlow }]
}

test('a snapshot equals a copy of itself', () => {
  expect(linesOfSnapshot(before, structuredClone(before))).toEqual({
    about: [],
    authentication: [],
    branding: []
  })
})

test('differences outside the flows are described in words', () => {
  const after: VersionSnapshot = {
    ...before,
    name: 'Acme People',
    authentication: {
      kind: 'api-key',
      fields: [{ id: 'k', label: 'API key', entry: 'password', required: true }],
      baseUrl: text('https://', pill('connection', 'k'), '.acme.example'),
      allowedHosts: ['api.acme.example'],
      placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', pill('connection', 'k')) }
    },
    branding: { ...plainBranding, logo: 'data:image/png;base64,AAAA', docsUrl: 'https://acme.example' }
  }
  const { about, authentication, branding } = linesOfSnapshot(before, after)
  expect(about).toEqual([{ what: 'Name', before: 'Acme HR', after: 'Acme People' }])
  expect(authentication).toEqual([
    { what: 'Kind', before: 'None', after: 'API key in a header' },
    { what: 'Fields ▸ “API key”', before: null, after: 'Field Type: password, Required: Yes' },
    { what: 'Base URL', before: null, after: 'https://{API key}.acme.example' },
    { what: 'Allowed hosts', before: null, after: 'api.acme.example' },
    { what: 'Placement ▸ Kind', before: 'none', after: 'header' },
    { what: 'Placement ▸ Name', before: null, after: 'Authorization' },
    { what: 'Placement ▸ Value', before: null, after: 'Bearer {API key}' }
  ])
  expect(branding).toEqual([
    { what: 'Logo', before: null, after: 'a picture' },
    { what: 'Documentation', before: null, after: 'https://acme.example' }
  ])
})

test('a replaced picture is a difference, shown without its bytes', () => {
  const withLogo = (logo: string): VersionSnapshot => ({
    ...before,
    branding: { ...plainBranding, logo }
  })
  expect(
    linesOfSnapshot(withLogo('data:image/png;base64,AA'), withLogo('data:image/png;base64,BB')).branding
  ).toEqual([{ what: 'Logo', before: 'a picture', after: 'a different image' }])
})
